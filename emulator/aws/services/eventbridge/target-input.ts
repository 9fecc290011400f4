/**
 * What a target gets: the event, a constant, a part of the event, or what a template makes of it (user guide "Amazon
 * EventBridge input transformation", 2026-11). Inside a string of the template a variable stands for its text, elsewhere
 * for its JSON; one that leads nowhere is empty.
 */
import type { InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import { toIsoSeconds } from '../../kernel/instant.ts';
import { validation } from './errors.ts';
import type { Arrival } from './event.ts';
import { follow, readPath } from './json-path.ts';

const VARIABLE = /<([\w.-]+)>/g;
const LONGEST = 8_192;

/** @throws AwsError ValidationException for a target whose input is contradictory or malformed */
export function checkInput({ Id: id = '', Input, InputPath, InputTransformer: transformer }: Target): void {
  if ([Input, InputPath, transformer].filter((given) => given !== undefined).length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  }
  if (Input !== undefined && (Input.length > LONGEST || !isJson(Input))) {
    throw validation(`JSON syntax error in input for target ${id}`);
  }
  if (InputPath !== undefined && readPath(InputPath) === undefined) {
    throw validation(`Invalid InputPath for target ${id}.`);
  }
  if (transformer !== undefined) checkTransformer(id, transformer);
}

function checkTransformer(id: string, { InputPathsMap: paths = {}, InputTemplate }: InputTransformer): void {
  const template = InputTemplate ?? '';
  for (const [name, path] of Object.entries(paths)) {
    if (readPath(path) === undefined) throw validation(`InputPath for target ${id} is invalid.`);
    if (/^aws\./i.test(name)) {
      throw validation(`InputPathsMap for target ${id} contains a key that starts with AWS.`);
    }
  }
  for (const [, name = ''] of template.matchAll(VARIABLE)) {
    if (!Object.hasOwn(paths, name) && !name.startsWith('aws.')) {
      throw validation(
        `InputTemplate for target ${id} contains placeholder ${name} that is not in InputPathsMap.`,
      );
    }
  }
  const sample = fill(template, () => null);
  if (template.trim().startsWith('{') && !isJson(sample)) {
    throw validation(`Invalid InputTemplate for target ${id} : ${template}`);
  }
}

/** The text that is brought to a target. */
export function inputFor(
  target: Target,
  arrival: Arrival,
  rule: { readonly name: string; readonly arn: string },
): string {
  const { event } = arrival;
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) {
    return JSON.stringify(follow(event, readPath(target.InputPath)!) ?? {});
  }
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const { InputPathsMap: paths = {}, InputTemplate: template = '' } = target.InputTransformer;
  return fill(template, (name) => {
    if (Object.hasOwn(paths, name)) return follow(event, readPath(paths[name]!)!);
    switch (name) {
      case 'aws.events.rule-arn':
        return rule.arn;
      case 'aws.events.rule-name':
        return rule.name;
      case 'aws.events.event.ingestion-time':
        return toIsoSeconds(arrival.ingested);
      case 'aws.events.event': {
        const { detail: _detail, ...withoutDetail } = event;
        return withoutDetail;
      }
      case 'aws.events.event.json':
        return event;
      default:
        return undefined;
    }
  });
}

function fill(template: string, valueOf: (name: string) => unknown): string {
  let filled = '';
  let end = 0;
  let inString = false;
  for (const match of template.matchAll(VARIABLE)) {
    const between = template.slice(end, match.index);
    inString = endsInString(between, inString);
    filled += between + textOf(valueOf(match[1]!), inString);
    end = match.index + match[0].length;
  }
  return filled + template.slice(end);
}

function textOf(value: unknown, inString: boolean): string {
  if (!inString) return JSON.stringify(value ?? '');
  if (value === undefined) return '';
  if (typeof value === 'string') return JSON.stringify(value).slice(1, -1);
  return JSON.stringify(value).replaceAll('"', '');
}

/** Whether a string is open at the end of a piece of JSON. */
function endsInString(text: string, inString: boolean): boolean {
  let open = inString;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') open = !open;
  }
  return open;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
