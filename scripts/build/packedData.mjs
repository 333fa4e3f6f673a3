// Makes the two large tables that we ship small: MiniJinja's code and the vocabularies of the tokenizers. A package of an
// extension is a zip, whose compression is weak on base64 and on vocabularies; Node has a better one built in.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { fromRoot } from '../lib/project.mjs';
import { ONE_BYTE } from './unpackData.mjs';

/** @returns {import('esbuild').Plugin} */
export function packedData() {
  return {
    name: 'packed-data',
    setup(build) {
      build.onLoad({ filter: /\.wasm$/ }, ({ path: file }) =>
        unpacking('unpackBytes', pack(readFileSync(file))),
      );
      build.onLoad({ filter: /gpt-tokenizer[\\/]esm[\\/]bpeRanks[\\/]\w+\.js$/ }, async ({ path: file }) => {
        /** @type {{ default: (string | number[])[] }} */
        const { default: ranks } = await import(pathToFileURL(file).href);
        return unpacking('unpackRanks', packRanks(ranks));
      });
    },
  };
}

/**
 * @param {'unpackBytes' | 'unpackRanks'} name
 * @param {string} packed
 * @returns {import('esbuild').OnLoadResult}
 */
function unpacking(name, packed) {
  const contents = `import { ${name} } from './unpackData.mjs';\nexport default ${name}("${packed}");`;
  return { contents, resolveDir: path.join(fromRoot('scripts'), 'build'), loader: 'js' };
}

/**
 * Each token of an encoding was made of two of lower rank. Their two numbers say it in less space than its text does.
 * @param {(string | number[])[]} ranks the tokens in the order of their ranks
 */
export function packRanks(ranks) {
  const tokens = ranks.map(token => Buffer.from(token).toString('latin1'));
  const rankOf = new Map(tokens.map((token, rank) => [token, rank]));
  const size = tokens.length;
  const planes = new Uint8Array(6 * size);
  tokens.forEach((token, rank) => {
    const [left, right] = token.length === 1 ? [token.charCodeAt(0), ONE_BYTE] : halves(token, rank, rankOf);
    for (let byte = 0; byte < 3; byte++) {
      planes[rank + byte * size] = left >> (8 * byte);
      planes[rank + (byte + 3) * size] = right >> (8 * byte);
    }
  });
  return pack(planes);
}

/**
 * @param {string} token
 * @param {number} rank
 * @param {Map<string, number>} rankOf
 * @returns {[number, number]}
 */
function halves(token, rank, rankOf) {
  for (let cut = token.length - 1; cut > 0; cut--) {
    const [left, right] = [rankOf.get(token.slice(0, cut)), rankOf.get(token.slice(cut))];
    if (left !== undefined && right !== undefined && left < rank && right < rank) return [left, right];
  }
  throw new Error(`The token of rank ${rank} is not made of two others.`);
}

/** @param {Uint8Array} bytes */
function pack(bytes) {
  // The highest quality takes ten times as long, for two per cent.
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 9 };
  return brotliCompressSync(bytes, { params }).toString('base64');
}
