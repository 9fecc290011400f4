import type { Command } from 'commander';
import { developAndDescribe } from './develop.ts';
import { controlClient } from '../control-client.ts';
import { startProgress } from './progress.ts';
import { untilSignalled } from './signals.ts';
import { cloudOptions, GRACE, openSession, type UpOptions } from './up.ts';

export function addStart(program: Command): void {
  cloudOptions(program.command('start').description('start the cloud, develop a sample photo, and stay'))
    .option('--photo <file>', 'develop this photo instead of the sample')
    .action(async (_: object, command: Command) => {
      const options = command.optsWithGlobals<UpOptions & { readonly photo?: string }>();
      const progress = startProgress(true);
      const session = await openSession(options, progress.step).finally(progress.stop);
      const { cloud, api } = session;
      process.stdout.write(`safelight is up: ${cloud.endpoint}, image API ${api}\n\n`);
      try {
        const [{ readPhoto }, { SAMPLE_PHOTO }] = await Promise.all([
          import('../journey/photo.ts'),
          import('#fixtures'),
        ]);
        const photo = await readPhoto(options.photo ?? SAMPLE_PHOTO);
        const darkroom = { api: api ?? '', control: controlClient(cloud.endpoint) };
        const text = await developAndDescribe(photo, darkroom, { user: 'darkroom', json: false }, progress);
        progress.stop();
        process.stdout.write(text);
        process.stdout.write(nextSteps(cloud.endpoint, api ?? ''));
        await untilSignalled();
      } finally {
        progress.stop();
        await session.close(GRACE);
      }
    });
}

function nextSteps(endpoint: string, api: string): string {
  const aws = `AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1 aws --endpoint-url ${endpoint}`;
  return [
    '',
    'Try next, in another terminal:',
    `  ${aws} s3 ls s3://pettracker-images-prod --recursive`,
    `  ${aws} s3 cp PHOTO.jpg s3://pettracker-images-prod/uploads/me/2026/01/01/00000001.jpg`,
    `  ${aws} logs tail /aws/lambda/generate-thumbnail`,
    `  curl -H 'x-pettracker-user: darkroom' ${api}/images`,
    `  npx safelight develop PHOTO.jpg --user me --endpoint ${endpoint}`,
    `  npx safelight clock advance 91d --endpoint ${endpoint}`,
    `  npx safelight status --endpoint ${endpoint}`,
    '',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}
