/** The end of the name of a tune file. Here, because the type of its content is slow to load. */
export const TUNE_ENDING = '.tune.json';
