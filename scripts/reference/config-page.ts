import { parseSync, type Comment, type TSInterfaceDeclaration, type TSPropertySignature } from 'oxc-parser';
import { sentence, table } from './markdown.ts';

/** The page `docs/reference/config.md`: every member of a configuration, as its declaration has it. */
export const configPage = (sources: readonly string[]): string =>
  [
    '# Configuration',
    '',
    'What `safelight.config.ts` may hold, written from the declarations that editors check it by; a test fails when it is out of',
    'date. [Your own pipeline](../your-pipeline.md) says what the parts are for.',
    '',
    '```ts file=safelight.config.ts',
    "import { defineConfig } from 'safelight/config';",
    '',
    "export default defineConfig({ cloud: { blueprint: 'image-api', clock: 'manual' } });",
    '```',
    '',
    ...sources.flatMap(interfacesOf).toSorted(outermostFirst).flatMap(section),
    '## Types',
    '',
    ...table(['Name', 'Type', 'Meaning'], sources.flatMap(aliasesOf)),
  ].join('\n');

interface Section {
  readonly name: string;
  readonly meaning: string;
  readonly members: readonly { readonly name: string; readonly type: string; readonly meaning: string }[];
}

const OUTERMOST = ['SafelightConfig', 'CloudConfig', 'PipelineConfig'];

/** The rest stays in the order of its file. */
function outermostFirst(one: Section, other: Section): number {
  const place = ({ name }: Section): number =>
    OUTERMOST.includes(name) ? OUTERMOST.indexOf(name) : OUTERMOST.length;
  return place(one) - place(other);
}

function section({ name, meaning, members }: Section): string[] {
  return [
    `## ${name}`,
    '',
    ...(meaning === '' ? [] : [sentence(meaning), '']),
    ...table(
      ['Member', 'Type', 'Meaning'],
      members.map((member) => [`\`${member.name}\``, `\`${member.type}\``, member.meaning]),
    ),
  ];
}

function interfacesOf(source: string): Section[] {
  const { program, comments } = parseSync('config.ts', source);
  return program.body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'TSInterfaceDeclaration'
      ? [interfaceOf(statement.declaration, statement.start, source, comments)]
      : [],
  );
}

function aliasesOf(source: string): string[][] {
  const { program, comments } = parseSync('config.ts', source);
  return program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration?.type !== 'TSTypeAliasDeclaration') return [];
    const { id, typeAnnotation } = declaration;
    const type = written(typeAnnotation, source);
    return [[`\`${id.name}\``, `\`${type}\``, commentBefore(statement.start, source, comments)]];
  });
}

function interfaceOf(
  { id, body }: TSInterfaceDeclaration,
  start: number,
  source: string,
  comments: readonly Comment[],
): Section {
  const members = body.body.filter((member) => member.type === 'TSPropertySignature');
  return {
    name: id.name,
    meaning: commentBefore(start, source, comments),
    members: members.map((member) => ({
      name: nameOf(member, source),
      type: typeOf(member, source),
      meaning: commentBefore(member.start, source, comments),
    })),
  };
}

const nameOf = ({ key, optional }: TSPropertySignature, source: string): string =>
  `${source.slice(key.start, key.end)}${optional ? '?' : ''}`;

const typeOf = ({ typeAnnotation }: TSPropertySignature, source: string): string =>
  typeAnnotation === null ? 'unknown' : written(typeAnnotation.typeAnnotation, source);

/** As it is written, on one line and without what only says that nobody changes it. */
const written = ({ start, end }: { readonly start: number; readonly end: number }, source: string): string =>
  source
    .slice(start, end)
    .replaceAll(/\breadonly /g, '')
    .replace(/^Readonly<(.*)>$/, '$1')
    .replaceAll(/\s+/g, ' ');

/** The text of the comment that ends where something begins. */
function commentBefore(start: number, source: string, comments: readonly Comment[]): string {
  const comment = comments.findLast(({ end }) => end <= start);
  if (comment === undefined || source.slice(comment.end, start).trim() !== '') return '';
  return comment.value
    .replace(/^\*/, '')
    .replaceAll(/\n\s*\* ?/g, ' ')
    .trim();
}
