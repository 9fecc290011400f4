/** What a configuration must look like, each refusal in words for who wrote it. */
import * as v from 'valibot';
import { parseFaultRule } from '#aws/terms';
import { BLUEPRINT_NAMES } from '../blueprint-names.ts';
import { isDuration } from '../cli/duration.ts';
import { didYouMean } from '../closest.ts';
import type { SafelightConfig } from './config.ts';
import { GAPS, gapsOf } from './key-template.ts';

/** Members of configurations are looked up by these schemas, so that a mistyped one can be told its name. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) => {
  const members = Object.keys(entries);
  return v.pipe(
    v.unknown(),
    v.check((written) => !Array.isArray(written), `Here goes an object with ${members.join(', ')}, no list.`),
    v.strictObject(entries, ({ expected, received }) => {
      if (expected !== 'never') return `Here goes an object with ${members.join(', ')}; got ${received}.`;
      const meant = didYouMean(received.replaceAll('"', ''), members);
      return `There is no member ${received} here.${meant} Members are ${members.join(', ')}.`;
    }),
  );
};
const text = (example: string) =>
  v.pipe(
    v.string(`Write a text, like ${example}.`),
    v.nonEmpty(`It is empty; write something like ${example}.`),
  );
const whole = (from: number, to: number) => {
  const message = `Write a whole number from ${from} to ${to}.`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(from, message), v.maxValue(to, message));
};
const flag = v.boolean('Write true or false.');
const choice = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, ({ received }) => {
    const written = received.replaceAll('"', '');
    return `There is no ${received} to choose.${didYouMean(written, options)} Choose one of ${options.join(', ')}.`;
  });
const list = <const Item extends v.GenericSchema>(item: Item, example: string) =>
  v.array(item, `Write a list, like ${example}.`);
const url = (example: string) =>
  v.pipe(
    text(example),
    v.check(
      (written) => URL.canParse(written) && /^https?:$/.test(new URL(written).protocol),
      `Write a URL, like ${example}.`,
    ),
  );
const duration = v.pipe(
  text('30s'),
  v.check(isDuration, 'Write a number and a unit, like 30s, 20m or 250ms.'),
);
const blueprint = choice(BLUEPRINT_NAMES);

const NAME_HELP =
  'Write a name, or where the stack tells it: { output: "BucketName" } or { resource: "LogicalId" }.';
const name = v.union(
  [
    v.pipe(v.string(), v.nonEmpty()),
    v.strictObject({ output: v.pipe(v.string(), v.nonEmpty()) }),
    v.strictObject({ resource: v.pipe(v.string(), v.nonEmpty()) }),
  ],
  NAME_HELP,
);

const template = (example: string, gaps: readonly string[]) =>
  v.pipe(
    text(example),
    v.check(
      (written) => gapsOf(written).every((gap) => gaps.includes(gap)),
      ({ input }) => {
        const unknown = gapsOf(input).find((gap) => !gaps.includes(gap)) ?? '';
        return `Nothing fills {${unknown}}.${didYouMean(unknown, gaps)} Gaps are ${gaps.map((gap) => `{${gap}}`).join(' ')}.`;
      },
    ),
  );
function faultProblem(rule: string): string | undefined {
  const read = parseFaultRule(rule);
  return typeof read === 'string' ? read : undefined;
}

/** Two photos must not share a key, or one scenario would judge what another one uploaded. */
const uploadKey = v.pipe(
  template(
    'uploads/{user}/{name}.{extension}',
    GAPS.filter((gap) => gap !== 'key'),
  ),
  v.check(
    (written) => gapsOf(written).includes('name'),
    'Every photo needs a key of its own: put {name} into it, like uploads/{user}/{name}.{extension}.',
  ),
);
const renditionKey = v.pipe(
  template('thumbnails/{user}/{name}.jpg', GAPS),
  v.check(
    (written) => gapsOf(written).some((gap) => gap === 'name' || gap === 'key'),
    'Every rendition needs a key of its own: put {name} or {key} into it, like thumbnails/{user}/{name}.jpg.',
  ),
);

const rendition = object({
  bucket: v.exactOptional(name),
  key: renditionKey,
  width: whole(1, 16_384),
  height: whole(1, 16_384),
  format: choice(['avif', 'jpeg', 'png', 'webp']),
  enlarges: v.exactOptional(flag),
  cacheControl: v.exactOptional(text('public, max-age=86400')),
});

const pipeline = v.pipe(
  object({
    name: v.exactOptional(text('photos')),
    stack: v.exactOptional(
      object({
        template: v.exactOptional(text('template.yaml')),
        name: v.exactOptional(
          v.pipe(
            v.string(),
            v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'Stacks are named by letters, digits and hyphens.'),
          ),
        ),
        parameters: v.exactOptional(
          v.record(v.string(), v.string('Parameters are texts.'), 'Write { ParameterName: "value" }.'),
        ),
      }),
    ),
    blueprint: v.exactOptional(blueprint),
    uploads: object({
      bucket: name,
      key: uploadKey,
      contentTypes: v.exactOptional(
        v.pipe(
          list(
            choice(['image/avif', 'image/gif', 'image/jpeg', 'image/png', 'image/webp']),
            '["image/jpeg"]',
          ),
          v.minLength(1, 'Name at least one type of photo.'),
        ),
      ),
      origins: v.exactOptional(list(url('http://localhost:3000'), '["http://localhost:3000"]')),
      encryption: v.exactOptional(choice(['AES256', 'aws:kms'])),
      versioned: v.exactOptional(flag),
      private: v.exactOptional(flag),
    }),
    renditions: v.exactOptional(
      v.record(v.string(), rendition, 'Write { thumbnail: { key, width, height, format } }.'),
    ),
    deadLetters: v.exactOptional(object({ queue: name, within: v.exactOptional(duration) })),
    records: v.exactOptional(
      object({
        table: name,
        key: v.record(v.string(), template('IMAGE#{name}', GAPS), 'Write { id: "{name}" }.'),
        holds: v.exactOptional(
          v.record(
            v.string(),
            v.union(
              [template('{key}', GAPS), v.number(), v.boolean()],
              'Write a text, a number or true/false.',
            ),
            'Write { contentType: "{contentType}" }.',
          ),
        ),
      }),
    ),
    delivery: v.exactOptional(
      object({ distribution: name, path: template('/thumbnails/{user}/{name}.jpg', GAPS) }),
    ),
    within: v.exactOptional(duration),
  }),
  v.check(
    ({ stack, blueprint: own }) => stack === undefined || own === undefined,
    'A pipeline is of a stack or of a blueprint; take one of the two away.',
  ),
);

export const CONFIG_SCHEMA = object({
  target: v.exactOptional(
    v.union(
      [v.literal('embedded'), v.strictObject({ endpoint: url('http://127.0.0.1:4566') })],
      'Write "embedded", or where the cloud is: { endpoint: "http://127.0.0.1:4566" }.',
    ),
  ),
  region: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, 'Regions are written like eu-central-1.')),
  ),
  cloud: v.exactOptional(
    object({
      port: v.exactOptional(whole(0, 65_535)),
      host: v.exactOptional(text('127.0.0.1')),
      blueprint: v.exactOptional(choice([...BLUEPRINT_NAMES, 'none'])),
      data: v.exactOptional(text('.safelight')),
      clock: v.exactOptional(choice(['real', 'manual'])),
      seed: v.exactOptional(text('spring')),
      indexLag: v.exactOptional(duration),
      faults: v.exactOptional(
        list(
          v.pipe(
            text('on=delivery,effect=duplicate,probability=0.05'),
            v.check(
              (rule) => faultProblem(rule) === undefined,
              ({ input }) => faultProblem(input) ?? '',
            ),
          ),
          '["on=delivery,effect=duplicate"]',
        ),
      ),
    }),
  ),
  pipeline: v.exactOptional(pipeline),
  scenarios: v.exactOptional(list(text('scenarios/upload.scenario.ts'), '["scenarios/upload.scenario.ts"]')),
}) satisfies v.GenericSchema<unknown, SafelightConfig>;
