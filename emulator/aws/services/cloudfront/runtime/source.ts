/**
 * A function's script as the sandbox takes it. Runtime 1.0 is ES 5.1 with a few later features and knows neither `let` nor
 * `const`, `class` or `async`; runtime 2.0 imports modules by `import … from` and waits for promises anywhere but in the
 * arguments of a call, which shows at the first run only (aws.md section A.17).
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
  const bare = code.replaceAll(STRINGS_AND_COMMENTS, (text) => text.replaceAll(/[^\n]/g, ' '));
  const lineOf = (at: number): number => bare.slice(0, at).split('\n').length;
  if (runtime === 'cloudfront-js-1.0') {
    const found = BEYOND_1_0.exec(bare);
    if (found === null) return { script: code };
    return { error: `SyntaxError: Unexpected token "${found[1]}" in ${lineOf(found.index)}` };
  }
  const waiting = awaitInArguments(bare);
  if (waiting !== undefined) {
    return { error: `SyntaxError: await in arguments not supported in ${lineOf(waiting)}` };
  }
  return { script: code.replaceAll(IMPORT, "const $1 = require('$3');") };
}

/** What opens, what closes and what waits; an opening parenthesis with the word or bracket before it, if there is one. */
const NESTING = /(?<=([\w$]+|[\])])[ \t]*)\(|[([{})\]]|(?<![.\w$])await(?![\w$])/g;
const NO_CALLEES = new Set('await case catch for if in of return switch typeof while'.split(' '));

/** Where a script, its strings and comments blanked, waits for a promise between the parentheses of a call. */
function awaitInArguments(bare: string): number | undefined {
  const open: ('call' | 'group' | 'body')[] = [];
  for (const { 0: token, 1: before, index } of bare.matchAll(NESTING)) {
    if (token === 'await') {
      if (open.findLast((kind) => kind !== 'group') === 'call') return index;
    } else if (token === '(') open.push(before === undefined || NO_CALLEES.has(before) ? 'group' : 'call');
    else if (token === '{') open.push('body');
    else if (token === '[') open.push('group');
    else open.pop();
  }
  return undefined;
}
