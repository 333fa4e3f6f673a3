/** The id of the untrained model, which is always there. */
export const BASE_MODEL = 'sandbox-base';
