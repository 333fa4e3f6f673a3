// Stands in for @vscode/spdlog, which needs a compiler: log files (output channels are such files) written directly.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let defaultLevel = names.indexOf('info');

class Logger {
  constructor(_kind, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.file = file;
    this.level = defaultLevel;
    this.formatted = true;
  }

  write(level, message) {
    if (level < this.level) return;
    const line = this.formatted ? `${new Date().toISOString()} [${names[level]}] ${message}\n` : message;
    try {
      appendFileSync(this.file, line);
    } catch {
      // The run's folder is being deleted.
    }
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }

  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.formatted = true;
  }
  clearFormatters() {
    this.formatted = false;
  }
  flush() {}
  drop() {}
}

async function createLogger(name, file) {
  return new Logger('rotating', name, file);
}

// One by one: VS Code imports them by name, and Node finds the names of a CommonJS module only when they stand like this.
exports.version = 0;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
exports.setFlushOn = () => {};
exports.setLevel = level => {
  defaultLevel = level;
};
