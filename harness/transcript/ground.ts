/** What a transcript is replayed on: the bare target, or the pipeline that it stood on, put up there for it. */
import { SafelightError } from '#aws';
import { judged } from '../config/judged.ts';
import { deadLetterPatience, type Subject } from '../config/subject.ts';
import { seenObjects } from '../deployed/written-objects.ts';
import { NotVerifiable } from '../not-verifiable.ts';
import { removeObjects } from '../sweep/remove-objects.ts';
import type { Target } from '../targets/target.ts';
import type { Exchange } from '../wire/exchange.ts';
import { pipelinePlaces } from '../wire/symbols.ts';
import { tapped } from '../wire/tap.ts';
import { inWorld, type World } from '../world.ts';
import { replay, type Replay } from './replay.ts';
import { hears, type RecordedExchange, type Transcript } from './transcript.ts';

/** @throws SafelightError ERR_TRANSCRIPT where nobody describes its pipeline, and for whatever keeps that from standing */
export async function replayOnGround(transcript: Transcript, target: Target): Promise<Replay> {
  const { pipeline } = transcript;
  if (pipeline === undefined) return replay(transcript, target);
  const under = await judged();
  const { name = 'pipeline' } = under.pipeline;
  if (name !== pipeline) throw otherPipeline(pipeline, name);
  try {
    return await inWorld(target, (world) =>
      onPipeline(transcript, world, deadLetterPatience(under.pipeline)),
    );
  } catch (error) {
    if (!(error instanceof NotVerifiable)) throw error;
    const skipped = transcript.exchanges.map((_, index) => ({ exchange: index + 1, reason: error.message }));
    return { replayed: 0, skipped, differing: [] };
  }
}

/** @param within milliseconds until a message must be there */
async function onPipeline(transcript: Transcript, world: World, within: number): Promise<Replay> {
  const subject = await world.subject();
  const places = pipelinePlaces(JSON.stringify(transcript.exchanges));
  const names = Object.fromEntries(places.map((place) => [place, subject.nameAt(place)]));
  const { target } = world;
  return tapped(async (tap) => {
    if (target.lacks.isolation !== undefined) world.onEnd(() => removeOwn(tap.exchanges(), subject, world));
    const patience = (exchange: RecordedExchange): number => (hears(exchange) ? within : subject.within);
    return replay(transcript, target, { names, patience });
  });
}

/** Of a pipeline that stays, the objects that were replayed into it are taken back: their keys bear the run. */
async function removeOwn(exchanges: readonly Exchange[], subject: Subject, world: World): Promise<void> {
  const { clients, target } = world;
  const s3 = await clients.s3();
  const buckets = new Set([subject.uploads.bucket, ...subject.renditions.map(({ bucket }) => bucket)]);
  for (const { Bucket, Key } of seenObjects(exchanges, [...buckets])) {
    if (Key.includes(target.run)) await removeObjects(s3, Bucket, [Key]);
  }
}

const otherPipeline = (recorded: string, judgedHere: string): SafelightError =>
  new SafelightError(
    'ERR_TRANSCRIPT',
    `The transcripts were recorded on the pipeline ${recorded}, and here ${judgedHere} is the one that is judged.`,
    { hint: `Replay them where ${recorded} is configured, or name its configuration with --config.` },
  );
