// Stands in for @vscode/fs-copyfile, which needs a compiler: Node's own copying. The git extension asks for it.
const { constants, copyFileSync, promises } = require('node:fs');

exports.constants = constants;
exports.isCloneSupported = () => false;
exports.copyFile = (from, to, mode) => promises.copyFile(from, to, mode);
exports.copyFileSync = copyFileSync;
exports.cp = (from, to, options) => promises.cp(from, to, { recursive: true, ...options });
