import process from 'node:process';
import { main } from './main.ts';
import { nodeIo } from './nodeIo.ts';

// All output was taken when `main` returns, so ending the process loses nothing and waits for nothing.
void main(process.argv.slice(2), nodeIo()).then(code => process.exit(code));
