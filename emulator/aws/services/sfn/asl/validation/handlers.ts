/** Retry and Catch. */
import { isObject, type Json, type JsonObject } from '../json.ts';
import { checkExpressions } from './expressions.ts';
import type { Faults } from './fault.ts';
import { TRIED } from './fields.ts';
import { checkArray } from './lists.ts';
import { checkNumber } from './numbers.ts';
import { checkReference, checkTemplate } from './paths.ts';

export function checkHandlers(state: JsonObject, path: string, language: string, faults: Faults): void {
  for (const name of TRIED) {
    const handlers = state[name];
    checkArray(handlers, `${path}/${name}`, faults);
    if (!Array.isArray(handlers)) continue;
    (handlers as Json[]).forEach((handler, at) => {
      const where = `${path}/${name}[${at}]`;
      const names = isObject(handler) ? handler['ErrorEquals'] : undefined;
      if (!isObject(handler) || !Array.isArray(names) || names.length === 0) {
        return faults.schema('These fields are required: [ErrorEquals]', where);
      }
      if (names.includes('States.ALL') && (names.length > 1 || at < handlers.length - 1)) {
        faults.schema('States.ALL must appear alone, and in the last element', `${where}/ErrorEquals`);
      }
      if (name === 'Retry') checkRetrier(handler, where, faults);
      else checkCatcher(handler, where, language, faults);
    });
  }
}

function checkRetrier(retrier: JsonObject, path: string, faults: Faults): void {
  checkNumber(retrier, 'IntervalSeconds', path, { least: 1, most: 99_999_999, whole: true }, faults);
  checkNumber(retrier, 'MaxAttempts', path, { least: 0, most: 99_999_999, whole: true }, faults);
  checkNumber(retrier, 'MaxDelaySeconds', path, { least: 1, most: 31_622_400, whole: true }, faults);
  checkNumber(retrier, 'BackoffRate', path, { least: 1, most: Number.MAX_VALUE, whole: false }, faults);
  const strategy = retrier['JitterStrategy'];
  if (strategy !== undefined && strategy !== 'FULL' && strategy !== 'NONE') {
    faults.schema('Value is not one of: [FULL, NONE]', `${path}/JitterStrategy`);
  }
}

function checkCatcher(catcher: JsonObject, path: string, language: string, faults: Faults): void {
  const { Next: next, ResultPath: place, Assign: assigned, Output: output } = catcher;
  if (next === undefined) faults.schema('These fields are required: [Next]', path);
  if (language === 'JSONata') {
    if (output !== undefined) checkExpressions('Output', output, `${path}/Output`, faults);
    if (assigned !== undefined) checkExpressions('Assign', assigned, `${path}/Assign`, faults);
    return;
  }
  if (place !== undefined && place !== null) checkReference(place, `${path}/ResultPath`, faults);
  if (assigned !== undefined) checkTemplate(assigned, `${path}/Assign`, faults);
}
