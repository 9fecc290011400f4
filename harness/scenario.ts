/**
 * A scenario: one sentence about how a pipeline behaves, where that is written, and how to see it. Each runs in a world
 * of its own. What its target cannot do is reported as not verifiable, with the reason, and a known deviation as one:
 * neither is ever reported as passed.
 */
import { test } from 'vitest';
import type { Usage } from '#aws';
import { NotVerifiable } from './not-verifiable.ts';
import { storyOf, type Story } from './report/story.ts';
import { isConfigured, judged, targetVariables, whyNotJudged, type Part } from './config/judged.ts';
import { PETTRACKER_PIPELINE } from './config/pettracker-pipeline.ts';
import type { Subject } from './config/subject.ts';
import type { PipelineConfig } from './config/pipeline-config.ts';
import { chooseTarget } from './targets/choose.ts';
import type { Deviation } from './targets/deviation.ts';
import type { Capability } from './targets/capability.ts';
import type { Target } from './targets/target.ts';
import type { WireRecord } from './wire/exchange.ts';
import { tapped } from './wire/tap.ts';
import { inWorld, type World } from './world.ts';

declare module 'vitest' {
  interface TaskMeta {
    source?: string;
    /** Why the target could not be asked. */
    notVerifiable?: string;
    /** What stood in for what the target lacks. */
    filledIn?: readonly string[];
    /** How the target is known to behave instead, and where that is written. */
    deviation?: string;
    /** What was asked and answered before it failed. */
    story?: Story;
    /** Everything that went over the wire, where that was asked for. */
    wire?: WireRecord;
    /** What it used, where that was asked for. */
    spent?: readonly Usage[];
  }
}

export interface ScenarioFacts {
  /** Where the behaviour is written: an AWS page, a recorded exchange, a line of a design document. */
  readonly source: string;
  /** What the target must be able to do for the scenario to say anything; each is a tag to select by. */
  readonly needs?: readonly Capability[];
  /** Further words to select it by. */
  readonly tags?: readonly string[];
  /** Which parts of the pipeline under judgement its configuration must name, beyond the uploads. */
  readonly judges?: readonly Part[];
  /**
   * Whether it mostly waits for wall time to pass, which no clock moves: it runs beside the others of its file that do,
   * where the target can be had more than once.
   */
  readonly concurrent?: boolean;
}

/** Declares a scenario. */
export function scenario(sentence: string, facts: ScenarioFacts, act: (world: World) => Promise<void>): void {
  const { source, needs = [], tags = [], judges = [], concurrent = false } = facts;
  // Where nobody names a pipeline, one is judged that is known not to have the part: nothing is left unsaid by silence.
  if (!isConfigured() && judges.some((part) => whyNotJudged(PETTRACKER_PIPELINE, part))) return;
  const options = { meta: { source }, tags: [...needs, ...tags], concurrent };
  test(sentence, options, async ({ task: { meta }, skip }) => {
    const { config, pipeline } = await judged();
    await using target = await chooseTarget(targetVariables(config));
    const notVerifiable = (reason: string): never => {
      meta.notVerifiable = reason;
      skip(`not verifiable on ${target.name}: ${reason}`);
      throw new Error('a skipped scenario goes no further');
    };
    const reason = whyNotVerifiable(target, pipeline, facts);
    if (reason !== undefined) notVerifiable(reason);
    meta.filledIn = needs.map((each) => target.filledIn?.[each]).filter((each) => each !== undefined);
    const known = target.deviations.find((deviation) => deviation.scenario === sentence);
    const end = await witnessed(target, act, known === undefined);
    Object.assign(meta, end.facts);
    if (end.error instanceof NotVerifiable) notVerifiable(end.error.message);
    if (known === undefined || (known.sometimes === true && !end.failed)) {
      if (end.failed) throw end.error;
      return;
    }
    const instead = deviates(target, known, end.failed);
    meta.deviation = instead;
    skip(`known deviation of ${target.name}: ${instead}`);
  });
}

/** Only blueprints say what their functions are fed with, and what stands before their buckets. */
const NOT_OURS = 'what a target lacks is filled in for blueprints, not for a pipeline of one’s own';

function whyNotVerifiable(
  { lacks, filledIn }: Pick<Target, 'filledIn' | 'lacks'>,
  pipeline: PipelineConfig,
  { needs = [], judges = [] }: ScenarioFacts,
): string | undefined {
  const reasons = [
    ...needs.map((each) => lacks[each]),
    ...judges.map((part) => whyNotJudged(pipeline, part)),
    ...needs.map((each) => (pipeline.blueprint === undefined && filledIn?.[each] ? NOT_OURS : undefined)),
  ].filter((reason) => reason !== undefined);
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

interface End {
  readonly failed: boolean;
  readonly error?: unknown;
  readonly facts: Pick<import('vitest').TaskMeta, 'spent' | 'story' | 'wire'>;
}

/** Runs a scenario and keeps what there is to tell of it. */
function witnessed(target: Target, act: (world: World) => Promise<void>, tellsStory: boolean): Promise<End> {
  const { SAFELIGHT_KEEP: keep } = process.env;
  let subject: Subject | undefined;
  let onBlueprint = false;
  let browsed = false;
  const noticing = (world: World): World => ({
    ...world,
    pipeline(blueprint) {
      onBlueprint = true;
      return world.pipeline(blueprint);
    },
    async subject() {
      subject = await world.subject();
      return subject;
    },
    page(origin) {
      browsed = true;
      return world.page(origin);
    },
  });
  const stoodOn = (): Pick<WireRecord, 'stoodOn'> => {
    if (onBlueprint) return { stoodOn: 'blueprint' };
    if (subject === undefined) return {};
    return { stoodOn: { pipeline: subject.name, names: Object.fromEntries(subject.names) } };
  };
  return tapped(async (tap) => {
    const facts = (failed: boolean): End['facts'] => ({
      ...(failed && tellsStory && { story: storyOf(tap.exchanges(), target.journal?.()) }),
      ...(keep === 'wire' && {
        wire: {
          surroundings: surroundingsOf(target),
          exchanges: tap.exchanges(),
          ...stoodOn(),
          ...(browsed && { browsed }),
        },
      }),
      ...(keep === 'spent' && { spent: (target.spent ?? target.usage)?.() ?? [] }),
    });
    try {
      await inWorld(target, (world) => act(noticing(world)));
      return { failed: false, facts: facts(false), ...refusal(target) };
    } catch (error) {
      return { failed: true, error, facts: facts(true), ...refusal(target) };
    } finally {
      await target.tidy?.(tap.exchanges());
    }
  });
}

const surroundingsOf = ({ accountId, region, connection: { endpoint } }: Target) => ({
  accountId,
  region,
  host: endpoint === undefined ? '' : new URL(endpoint).host,
});

/** What a target refused outranks how the scenario took it. */
const refusal = ({ refused }: Target): { readonly error?: NotVerifiable } => {
  const [reason] = refused ?? [];
  return reason === undefined ? {} : { error: new NotVerifiable(reason) };
};

function deviates(target: Target, known: Deviation, failed: boolean): string {
  if (failed) return `${known.instead} (${known.link})`;
  throw new Error(
    `${target.name} is listed as deviating here ("${known.instead}") and no longer does: take it off its deviations.`,
  );
}
