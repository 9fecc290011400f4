import { sentence, table } from './markdown.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}
type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;
interface Operation {
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
export interface ControlDocument {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The page `docs/reference/control-api.md`, from the OpenAPI document of the control API. */
export function controlPage({ info, paths, components }: ControlDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, its]) => [`${method.toUpperCase()} ${path}`, its] as const),
  );
  return [
    '# Control API',
    '',
    'What the command line and the dashboard steer a running cloud by, under `/_safelight` of its address.',
    info.description,
    '',
    'The same as OpenAPI 3.1: [openapi.json](../public/openapi.json), and at `/_safelight/openapi.json` of every running',
    'cloud. A test calls every operation on one and holds the answers to what stands here. The CDN answers below',
    '`/_safelight/cdn/{id}/`; that is no part of this: see [the CDN](../cdn.md).',
    '',
    ...table(
      ['Operation', 'What it does'],
      operations.map(([name, { summary }]) => [`[\`${name}\`](#${anchor(name)})`, summary]),
    ),
    '## Operations',
    '',
    ...operations.flatMap(([name, its]) => operationSection(name, its)),
    '## Shapes',
    '',
    ...Object.entries(components.schemas).flatMap(([name, schema]) => shapeSection(name, schema)),
  ].join('\n');
}

const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^a-z\d\s_-]/g, '')
    .replaceAll(' ', '-');

const operationSection = (
  name: string,
  { summary, parameters = [], requestBody, responses }: Operation,
): string[] => [
  `### ${name}`,
  '',
  sentence(summary),
  '',
  ...table(
    ['Parameter', 'In', 'Meaning'],
    parameters.map((each) => [`\`${each.name}\``, each.in, each.description]),
  ),
  ...Object.values(requestBody?.content ?? {}).flatMap(({ schema, example }) => [
    `Body: ${typeOf(schema)}, for example`,
    '',
    '```json',
    JSON.stringify(example, undefined, 2),
    '```',
    '',
  ]),
  ...table(
    ['Status', 'Meaning', 'Body'],
    Object.entries(responses).map(([status, { description, content = {} }]) => [
      status === 'default' ? 'any other' : status,
      description,
      Object.entries(content)
        .map(([type, { schema }]) => (type === 'application/json' ? typeOf(schema) : `\`${type}\``))
        .join(', '),
    ]),
  ),
];

/** One table for each of the forms that a shape can have. */
const shapeSection = (name: string, schema: Schema): string[] => [
  `### ${name}`,
  '',
  ...(schema.description === undefined ? [] : [schema.description, '']),
  ...(schema.oneOf === undefined ? [] : ['One of:', '']),
  ...table(
    ['Member', 'Type', 'Meaning'],
    (schema.oneOf ?? [schema]).flatMap((form) => members(form)),
  ),
];

const members = ({ properties = {}, required = [] }: Schema, within = ''): string[][] =>
  Object.entries(properties).flatMap(([name, its]) => [
    [
      `\`${within}${name}\`${required.includes(name) ? '' : ' (may be missing)'}`,
      typeOf(its),
      its.description ?? '',
    ],
    ...members(its.items ?? {}, `${within}${name}[].`),
  ]);

function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((each) => `\`${JSON.stringify(each)}\``).join(' or ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.properties !== undefined) return `object with ${Object.keys(schema.properties).join(', ')}`;
  return schema.type ?? 'anything';
}
