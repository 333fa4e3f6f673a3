// What the scripts say to the person at the terminal.

const started = Date.now();

/** A failure that a person can mend: says what happened and what to do about it. */
export class SetupFailure extends Error {
  /**
   * @param {string} message one sentence: what could not be done
   * @param {string} remedy what to do
   * @param {string} [details] output of the tool that failed
   */
  constructor(message, remedy, details = '') {
    super(message);
    this.remedy = remedy;
    this.details = details;
  }
}

/**
 * Prints a progress line with the seconds since the script began.
 * @param {string} text
 */
export function say(text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds}s  ${text}\n`);
}

/**
 * Prints a failure: the tool's own words first, then the sentence, then the remedy.
 * @param {unknown} failure
 */
export function complain(failure) {
  if (failure instanceof SetupFailure) {
    const details = failure.details.trim();
    process.stderr.write(`${details ? `\n${details}\n` : ''}\n${failure.message}\n${failure.remedy}\n`);
  } else if (
    failure instanceof TypeError &&
    'code' in failure &&
    String(failure.code).startsWith('ERR_PARSE_ARGS')
  ) {
    process.stderr.write(`\n${failure.message}\nThe options are named at the top of ${process.argv[1]}.\n`);
  } else {
    process.stderr.write(`\n${failure instanceof Error ? failure.stack : failure}\n`);
  }
}

/**
 * Runs a script's body, reports what it throws and exits: 1 after a failure, else with the number it returns.
 * @param {() => Promise<number | void>} body
 */
export async function runScript(body) {
  let code = 1;
  try {
    code = (await body()) ?? 0;
  } catch (failure) {
    complain(failure);
  }
  process.exit(code);
}
