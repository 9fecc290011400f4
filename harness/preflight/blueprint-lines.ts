/** Where in a blueprint's text a finding stands. */
import { templateLines } from './template-lines.ts';

const SECTIONS: Readonly<Record<string, string>> = {
  alarm: 'alarms',
  bucket: 'buckets',
  distribution: 'distributions',
  function: 'functions',
  key: 'keys',
  notifications: 'buckets',
  queue: 'queues',
  'REST API': 'restApis',
  secret: 'secrets',
  'state machine': 'stateMachines',
  table: 'tables',
  topic: 'topics',
  trail: 'trails',
};

/** Members of which the design's use tells, and where. */
const USED: Readonly<Record<string, (name: string) => readonly string[]>> = {
  'upload URL': (name) => ['uploads', name, 'tellsHeaders'],
  'upload metadata': (name) => ['uploads', name, 'metadata'],
  'metadata look-up': () => ['absentError'],
};

/** @returns the line, from 1, of what a finding is about, or of the nearest that is written */
export function blueprintLines(text: string): (kind: string, name: string, member?: string) => number {
  const lines = templateLines(text);
  const written = text.split('\n');
  return (kind, name, member) => {
    const used = member === undefined ? undefined : USED[member];
    if (used !== undefined) return lines.lineOf('usage', ...used(name));
    const view = /^view (.+)$/.exec(member ?? '')?.[1];
    if (view !== undefined) return lines.lineOf('usage', 'views', view, 'path');
    const owner = ['resources', SECTIONS[kind] ?? kind, name];
    const part = kind === 'notifications' ? 'notifications' : member;
    const line = lines.lineOf(...owner, ...(part === undefined ? [] : [part]));
    if (kind !== 'notifications' || member === undefined) return line;
    const named = written.findIndex((said, at) => at >= line && said.includes(JSON.stringify(member)));
    return named < 0 ? line : named + 1;
  };
}
