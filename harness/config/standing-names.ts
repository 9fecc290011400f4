/** The pipeline that a configuration describes, standing, and what its names are there. */
import { SafelightError } from '#aws/terms';
import type { Preparation } from '../preparation.ts';
import type { Pipeline } from '../targets/target.ts';
import type { Judged } from './judged.ts';
import type { Name } from './pipeline-config.ts';
import { ensureStack } from './stack.ts';

export interface StandingNames {
  readonly nameOf: (name: Name) => string;
}

export const judgedStands = ({ pipeline, folder }: Judged): Preparation<StandingNames> => ({
  name: 'the pipeline under judgement',
  async prepare(target) {
    const { stack } = pipeline;
    const run = target.lacks.isolation === undefined ? undefined : target.run;
    if (stack === undefined) return { nameOf: literal };
    const { name: stackName, outputs, resources } = await ensureStack(target, stack, folder, run);
    return {
      nameOf(name) {
        if (typeof name === 'string') return name;
        const [known, wanted, kind] =
          'output' in name
            ? ([outputs, name.output, 'output'] as const)
            : ([resources, name.resource, 'resource'] as const);
        const physical = known.get(wanted);
        if (physical !== undefined) return physical;
        throw new SafelightError('ERR_STACK', `The stack ${stackName} has no ${kind} ${wanted}.`, {
          hint: `It has ${[...known.keys()].join(', ') || 'none'}.`,
        });
      },
    };
  },
});

/** A blueprint's names, which may carry a suffix where others share the cloud; distributions go by their domain. */
export function namesIn({ resources, distributions }: Pipeline): StandingNames['nameOf'] {
  const { buckets, queues, topics, functions, tables } = resources;
  const standing = [buckets, queues, topics, functions, tables].flatMap((specs) =>
    specs.map(({ name }) => name),
  );
  const fits = (wanted: string) => (name: string) => name === wanted || name.startsWith(`${wanted}-`);
  return (name) => {
    const wanted = literal(name);
    const domain = distributions.find((distribution) => fits(wanted)(distribution.name))?.domainName;
    return domain ?? standing.find((other) => other === wanted) ?? standing.find(fits(wanted)) ?? wanted;
  };
}

function literal(name: Name): string {
  if (typeof name === 'string') return name;
  throw new SafelightError('ERR_CONFIG', `Without a stack nothing tells what ${JSON.stringify(name)} is.`, {
    hint: 'Name the stack in pipeline.stack, or write the name itself.',
  });
}
