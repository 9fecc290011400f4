import type { Command } from 'commander';
import type { JournalEntry } from '#aws';
import { SafelightError } from '#aws/terms';
import { controlClient, type ControlClient } from '../control-client.ts';
import { develop, type Developed } from '../journey/develop.ts';
import { readPhoto, type Photo } from '../journey/photo.ts';
import { renderWaterfall, waterfall } from '../journey/waterfall.ts';
import { printable } from '../printable.ts';
import { formatDuration } from '../duration-text.ts';
import { errorText } from './error-text.ts';
import { endpointOption } from './options.ts';
import { startProgress, type Progress } from './progress.ts';

interface DevelopOptions {
  readonly endpoint: string;
  readonly user: string;
  readonly json?: boolean;
}

/** Where photos are developed: a running cloud, or one of our own for as long as it takes. */
interface Darkroom extends AsyncDisposable {
  readonly api: string;
  readonly control: ControlClient;
}

export function addDevelop(program: Command): void {
  program
    .command('develop')
    .description(
      'send photos through the pipeline and show every step, on a running cloud or a temporary one',
    )
    .argument('<photo...>', 'image files')
    .option('--user <id>', 'who uploads', 'darkroom')
    .addOption(endpointOption())
    .option('--json', 'print one line of JSON per photo')
    .action(async (paths: string[], options: DevelopOptions, command: Command) => {
      const progress = startProgress(options.json !== true);
      const asked = command.getOptionValueSource('endpoint') !== 'default' || hasEndpointInEnvironment();
      const photos = await Promise.allSettled(paths.map(readPhoto));
      const readable = photos.some(({ status }) => status === 'fulfilled');
      await using darkroom = readable ? await openDarkroom(options.endpoint, asked, progress) : undefined;
      let failed = 0;
      for (const [index, photo] of photos.entries()) {
        const done = await developOne(photo, darkroom, options, progress);
        if (!done) failed += 1;
        else if (!options.json && index < photos.length - 1) process.stdout.write('\n');
      }
      progress.stop();
      if (failed > 0) process.exitCode = 1;
    });
}

const hasEndpointInEnvironment = (): boolean => process.env['SAFELIGHT_ENDPOINT'] !== undefined;

async function openDarkroom(endpoint: string, asked: boolean, progress: Progress): Promise<Darkroom> {
  const control = controlClient(endpoint);
  try {
    progress.step(`looking for a cloud at ${endpoint}`);
    const { about } = await control.status();
    const { api } = about;
    if (api !== undefined) return { api, control, [Symbol.asyncDispose]: async () => undefined };
    throw new SafelightError('ERR_NO_API', `The cloud at ${endpoint} runs no image API.`, {
      hint: 'Start it with a blueprint: safelight up --blueprint pettracker',
    });
  } catch (error) {
    const absent = error instanceof SafelightError && error.code === 'ERR_UNREACHABLE';
    if (!absent || asked) throw error;
  }
  const [{ startSession }, { findBlueprint }] = await Promise.all([
    import('../session.ts'),
    import('../blueprints.ts'),
  ]);
  const session = await startSession({ blueprint: findBlueprint('pettracker'), onProgress: progress.step });
  const { api = '' } = session;
  return {
    api,
    control: controlClient(session.cloud.endpoint),
    [Symbol.asyncDispose]: () => session.close(0),
  };
}

async function developOne(
  photo: PromiseSettledResult<Photo>,
  darkroom: Darkroom | undefined,
  { user, json }: DevelopOptions,
  progress: Progress,
): Promise<boolean> {
  try {
    if (photo.status === 'rejected') throw photo.reason;
    if (darkroom === undefined) return false;
    const text = await developAndDescribe(photo.value, darkroom, { user, json: json === true }, progress);
    progress.stop();
    process.stdout.write(text);
    return true;
  } catch (error) {
    if (!(error instanceof SafelightError)) throw error;
    progress.stop();
    process.stderr.write(errorText(error));
    return false;
  }
}

/** Sends one photo through and tells the story of it. */
export async function developAndDescribe(
  photo: Photo,
  { api, control }: Pick<Darkroom, 'api' | 'control'>,
  { user, json }: { readonly user: string; readonly json: boolean },
  progress: Progress,
): Promise<string> {
  const { journal: before } = await control.status();
  const developed = await develop(photo, {
    api,
    user,
    onStep: (name) => progress.step(`${photo.path}: ${name}`),
  });
  const journal = journeyOf(await control.journal(before));
  if (json) return `${JSON.stringify(summary(photo, developed, journal))}\n`;
  return story(photo, developed, journal);
}

/**
 * What the photo brought about: what came from outside since it was sent, and all that followed. Waiting for the
 * thumbnail asks often; what found nothing is no part of the journey.
 */
function journeyOf(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const noise = (entry: JournalEntry): boolean =>
    entry.type === 'call' && (entry['status'] === 404 || entry['operation'] === 'ReceiveMessage');
  const members = new Set<number>([0]);
  return entries
    .toSorted((a, b) => a.seq - b.seq)
    .filter((entry) => {
      if (!members.has(entry.cause) || noise(entry)) return false;
      members.add(entry.seq);
      return true;
    });
}

const summary = (photo: Photo, developed: Developed, journal: readonly JournalEntry[]): object => ({
  photo: photo.path,
  bytes: photo.bytes.length,
  key: developed.key,
  viewUrl: developed.viewUrl,
  thumbnailUrl: developed.thumbnailUrl,
  thumbnailBytes: developed.thumbnail.length,
  record: developed.record,
  steps: developed.steps,
  journal: waterfall(journal),
});

function story(photo: Photo, developed: Developed, journal: readonly JournalEntry[]): string {
  const width = process.stdout.columns ?? 120;
  const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const steps = developed.steps
    .map(({ name, duration }) => `${name} ${formatDuration(duration)}`)
    .join(' · ');
  const size = `${(photo.bytes.length / 2 ** 20).toFixed(2)} MiB`;
  const record = Object.entries(developed.record)
    .filter(([, value]) => value !== null && typeof value !== 'object')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
  return [
    printable(`${photo.path}  ${size} ${photo.contentType}  →  ${developed.key}`),
    steps,
    '',
    renderWaterfall(waterfall(journal), { width, colour }),
    printable(`thumbnail  ${(developed.thumbnail.length / 1024).toFixed(1)} KiB  ${developed.thumbnailUrl}`),
    printable(`view       ${developed.viewUrl}`),
    printable(`record     ${record}`),
    '',
  ].join('\n');
}
