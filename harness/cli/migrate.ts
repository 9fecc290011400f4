import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { SafelightError } from '#aws/terms';
import { printable } from '../printable.ts';
import { endpointOption } from './options.ts';

interface MigrateOptions {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
  readonly report?: string;
}

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      'move a folder of images into a bucket, verifying each; a run that was cut off can be repeated',
    )
    .argument('<folder>', 'read with everything below it')
    .requiredOption('--bucket <name>', 'where to')
    .option('--prefix <prefix>', 'what keys begin with', 'uploads/')
    .addOption(endpointOption())
    .addOption(new Option('--region <region>', 'region of the bucket').default('us-east-1'))
    .option('--report <file>', 'write what happened to each file as JSON')
    .action(async (folder: string, options: MigrateOptions) => {
      const failed = await migrate(folder, options);
      if (failed) process.exitCode = 1;
    });
}

async function migrate(
  folder: string,
  { bucket, prefix, endpoint, region, report }: MigrateOptions,
): Promise<boolean> {
  const [{ moveFolder }, { createClients }] = await Promise.all([
    import('#pipeline'),
    import('../targets/clients.ts'),
  ]);
  const { AWS_ACCESS_KEY_ID: accessKeyId = 'test', AWS_SECRET_ACCESS_KEY: secretAccessKey = 'test' } =
    process.env;
  const clients = createClients({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  try {
    const moved = await moveFolder({
      s3: await clients.s3(),
      bucket,
      folder,
      prefix,
      report: ({ outcome, file, reason }) =>
        void process.stdout.write(
          `${outcome.padEnd(8)} ${printable(reason === undefined ? file : `${file}: ${reason}`)}\n`,
        ),
    }).catch((cause: unknown) => {
      throw new SafelightError('ERR_FOLDER', `${folder} cannot be read: ${String(cause)}`, {
        hint: 'Give a folder that exists and may be read.',
        cause,
      });
    });
    if (report !== undefined)
      await writeFile(report, `${JSON.stringify({ bucket, prefix, files: moved }, undefined, 2)}\n`);
    const counts = Map.groupBy(moved, ({ outcome }) => outcome);
    const words = [...counts].map(([outcome, files]) => `${files.length} ${outcome}`);
    process.stdout.write(`${words.join(', ') || 'nothing to move'}\n`);
    return counts.has('failed');
  } finally {
    clients.destroy();
  }
}
