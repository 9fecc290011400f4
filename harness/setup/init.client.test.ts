/** `safelight init` in a project, and what it wrote judged as it stands. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '../report/verdict.ts';
import { outerEnvironment } from '../suite/outer-environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As it is installed: what a project imports must be what runs. */
const CLI = join(ROOT, 'dist/cli.js');

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'safelight-init-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function safelight(...args: readonly string[]): { code: number | null; out: string; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    env: outerEnvironment(),
    encoding: 'utf8',
  });
  return { code: status, out: stdout, said: stdout + stderr };
}

const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const TEMPLATE = `
Resources:
  Logs: { Type: 'AWS::SNS::Topic' }
  Inbox: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Sub 'inbox-\${AWS::AccountId}' } }
`;

test('a template is found, and what was written of it is judged and holds', () => {
  write('template.yaml', TEMPLATE);
  write('pnpm-lock.yaml', '');
  // What a project would install.
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
  symlinkSync(ROOT, join(folder, 'node_modules/safelight'));
  const { code, out } = safelight('init', '--yes');
  expect([code, out]).toEqual([0, expect.stringContaining('next: pnpm add --save-dev safelight vitest')]);
  expect(read('safelight.config.ts')).toContain(`bucket: { resource: 'Inbox' },`);
  expect(read('.github/workflows/safelight.yml')).toContain('pnpm install --frozen-lockfile');
  const judged = safelight('test', '--json', 'report.json', '--name', 'a photo that was uploaded is there');
  const { verdicts } = JSON.parse(read('report.json')) as Report;
  expect(verdicts.map(({ sentence, outcome }) => [sentence, outcome])).toEqual([
    ['a photo that was uploaded is there', 'passed'],
  ]);
  expect(judged.code).toBe(0);
}, 240_000);

test('keys begin as the bucket’s notifications say, and the bucket that tells of uploads is taken first', () => {
  write(
    'template.yaml',
    `
Resources:
  Web: { Type: 'AWS::S3::Bucket' }
  Raw: { Type: 'AWS::S3::Bucket' }
  Shrink:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Upload:
          Type: S3
          Properties:
            Bucket: !Ref Raw
            Events: s3:ObjectCreated:*
            Filter: { S3Key: { Rules: [{ Name: suffix, Value: .jpg }, { Name: prefix, Value: raw/ }] } }
`,
  );
  expect(safelight('init', '--yes').code).toBe(0);
  expect(read('safelight.config.ts')).toContain(`bucket: { resource: 'Raw' },`);
  expect(read('safelight.config.ts')).toContain(`key: 'raw/{user}/{name}.{extension}',`);
  const notified = (value: unknown): unknown => ({
    LambdaConfigurations: [{ Filter: { S3Key: { Rules: [{ Name: 'Prefix', Value: value }] } } }],
  });
  for (const [value, key] of [
    ['in', 'in-{user}/{name}.{extension}'],
    [{ Ref: 'Prefix' }, 'uploads/{user}/{name}.{extension}'],
  ] as const) {
    const Properties = { NotificationConfiguration: notified(value) };
    write('stack.json', JSON.stringify({ Resources: { Inbox: { Type: 'AWS::S3::Bucket', Properties } } }));
    expect(safelight('init', '--yes', '--force', '--template', 'stack.json').code).toBe(0);
    expect(read('safelight.config.ts')).toContain(`key: '${key}',`);
  }
});

test('what stands is written over only when that was asked for', () => {
  write('safelight.config.ts', '// mine');
  const refused = safelight('init', '--yes');
  expect([refused.code, refused.said]).toEqual([
    2,
    expect.stringContaining('safelight.config.ts stands already'),
  ]);
  expect(read('safelight.config.ts')).toBe('// mine');
  expect(safelight('init', '--yes', '--force').code).toBe(0);
  expect(read('safelight.config.ts')).toContain('until yours is described here');
});

test('a template that is none is refused, and a project that Terraform deploys is told how to go on', () => {
  write('main.tf', '');
  write('notes.yaml', 'a: 1');
  const refused = safelight('init', '--yes', '--template', 'notes.yaml');
  expect([refused.code, refused.said]).toEqual([2, expect.stringContaining('no CloudFormation template')]);
  expect(safelight('init', '--yes').out).toContain('Terraform deploys this project.');
});
