import type { TestEventPatternRequest, TestEventPatternResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../kernel/operation.ts';
import { arn } from '../../../kernel/scope.ts';
import { missing, validation } from '../errors.ts';
import type { EventBridge } from '../eventbridge.ts';
import { readPattern } from '../pattern-parser.ts';
import { matches } from '../pattern.ts';

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

export const testEventPattern: Operation<EventBridge, TestEventPatternRequest, TestEventPatternResponse> = (
  _eventBridge,
  { Event: text, EventPattern: pattern },
  call,
) => {
  if (text === undefined) throw missing('event');
  if (pattern === undefined) throw missing('eventPattern');
  const owner = call.scope.accountId;
  call.authorize({ action: 'events:TestEventPattern', resource: arn('events', call.scope, '*'), owner });
  const wanted = readPattern(pattern);
  const event = parse(text);
  const absent = REQUIRED.find((name) => !Object.hasOwn(event, name));
  if (absent !== undefined) throw validation('Parameter Event is not valid.');
  return { Result: matches(wanted, event) };
};

function parse(text: string): object {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event;
  } catch {
    // Said below, as for what is JSON and no object.
  }
  throw validation('Parameter Event is not valid.');
}
