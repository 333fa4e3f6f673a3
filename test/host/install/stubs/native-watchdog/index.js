// Stands in for @vscode/native-watchdog, which needs a compiler: ends this process when its parent is gone.
const intervalMilliseconds = 3000;
const parentGone = 87;

exports.start = parent => {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(parentGone);
    }
  }, intervalMilliseconds).unref();
};
exports.exit = code => process.exit(code);
