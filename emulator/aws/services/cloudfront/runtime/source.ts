/**
 * A function's script as the sandbox takes it. Runtime 1.0 is ES 5.1 with a few later features and knows neither `let` nor
 * `const`, `class` or `async`; runtime 2.0 imports modules by `import … from` (aws.md section A.17).
 */
export type FunctionRuntimeName = 'cloudfront-js-1.0' | 'cloudfront-js-2.0';

const IMPORT =
  /^[ \t]*import[ \t]+(?:\*[ \t]+as[ \t]+)?([\w$]+|\{[^}]*\})[ \t]+from[ \t]+(['"])([\w:]+)\2[ \t]*;?/gm;
const STRINGS_AND_COMMENTS =
  /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
const BEYOND_1_0 = /(?<![.\w$])(let|const|class|async|await|import|export)(?=[\s{(])/;

/** The script with its imports as calls; or the error that the runtime would report. */
export function prepared(
  code: string,
  runtime: FunctionRuntimeName,
): { readonly script: string } | { readonly error: string } {
  if (runtime === 'cloudfront-js-1.0') {
    const bare = code.replaceAll(STRINGS_AND_COMMENTS, (text) => text.replaceAll(/[^\n]/g, ' '));
    const found = BEYOND_1_0.exec(bare);
    if (found === null) return { script: code };
    const line = bare.slice(0, found.index).split('\n').length;
    return { error: `SyntaxError: Unexpected token "${found[1]}" in ${line}` };
  }
  return { script: code.replaceAll(IMPORT, "const $1 = require('$3');") };
}
