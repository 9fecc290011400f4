/** Pass, Wait, Succeed and Fail. */
import { seconds, type Instant } from '../../../kernel/instant.ts';
import { isIntrinsic } from '../asl/intrinsics.ts';
import { fillTemplate, valueAt } from '../asl/query.ts';
import { isExpression, unexpectedType } from '../asl/jsonata.ts';
import { runtimeError, StatesError } from '../asl/states-error.ts';
import { readTimestamp } from '../asl/timestamp.ts';
import { finish, handOn } from './finish.ts';
import type { Frame, Outcome } from './frame.ts';

export async function runPass(frame: Frame): Promise<Outcome> {
  const { state, facts } = frame;
  if (frame.jsonata) {
    const result =
      state.Output === undefined
        ? frame.raw
        : await frame.fill(state.Output, 'Output', frame.data(frame.raw));
    const { output, assigned } = await handOn(frame, frame.raw, {
      next: undefined,
      ...state,
      Output: result,
    });
    return { output, next: state.Next, assigned };
  }
  if (state.Result !== undefined) {
    facts.trial?.inspect('result', state.Result);
    return finish(frame, state.Result);
  }
  const input = frame.input();
  const result =
    state.Parameters === undefined
      ? input
      : await frame.fill(state.Parameters, 'Parameters', frame.data(input));
  facts.trial?.inspect('afterParameters', result);
  return finish(frame, result);
}

export async function runWait(frame: Frame): Promise<Outcome> {
  const { state, fiber } = frame;
  const input = frame.input();
  await fiber.waitUntil(await deadline(frame));
  return handOn(frame, input, { next: state.Next, ...state });
}

async function deadline(frame: Frame): Promise<Instant> {
  const { state, fiber } = frame;
  const data = frame.data(frame.jsonata ? frame.raw : frame.input());
  const duration = await frame.number('Seconds', data);
  if (duration !== undefined) {
    if (duration < 0 || duration > 99_999_999) {
      throw runtimeError(
        `The value for the field 'Seconds' must be between 0 and 99999999 but was ${duration}`,
      );
    }
    return fiber.now + seconds(duration);
  }
  const { Timestamp: given, TimestampPath: path } = state;
  const value = path === undefined ? given! : valueAt(path, data);
  const text = isExpression(value) ? await frame.fill(value, 'Timestamp', data) : value;
  const at = readTimestamp(text);
  if (at !== undefined) return at;
  if (isExpression(value)) throw unexpectedType(value, 'Timestamp', 'timestamp', text);
  throw runtimeError(
    `The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path ?? 'Timestamp'} == ${JSON.stringify(text)}`,
  );
}

export function runSucceed(frame: Frame): Promise<Outcome> {
  return handOn(frame, frame.input(), { next: undefined, ...frame.state });
}

export async function runFail(frame: Frame): Promise<never> {
  const { state, raw } = frame;
  const input = frame.input();
  const text = async (field: 'Error' | 'Cause'): Promise<string | undefined> => {
    const { [field]: given, [`${field}Path` as const]: path } = state;
    const data = frame.data(frame.jsonata ? raw : input);
    if (path === undefined) {
      const value =
        given === undefined ? undefined : frame.jsonata ? await frame.fill(given, field, data) : given;
      if (value !== undefined && typeof value !== 'string')
        throw unexpectedType(given!, field, 'string', value);
      return value;
    }
    const value = isIntrinsic(path)
      ? (fillTemplate({ 'value.$': path }, data, frame.fiber) as { readonly value: unknown }).value
      : valueAt(path, data);
    if (typeof value !== 'string') {
      throw runtimeError(`The ${field}Path parameter does not reference a String value: ${path}`);
    }
    return value;
  };
  throw new StatesError(await text('Error'), await text('Cause'));
}
