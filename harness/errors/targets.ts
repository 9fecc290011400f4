import type { ErrorChapter } from './error-page.ts';

export const TARGET_ERRORS: ErrorChapter = {
  title: 'Judging a cloud by scenarios',
  pages: [
    {
      code: 'ERR_TARGET',
      meaning: 'The target is not known, or lacks its address.',
      causes: ['`--target endpoint` without `--endpoint`, or the other way round.', 'A slip in the name.'],
      remedies: ['`safelight test --target endpoint --endpoint http://127.0.0.1:4566`'],
    },
    {
      code: 'ERR_TARGET_UNREACHABLE',
      meaning: 'The cloud that is to be judged or loaded does not answer as it should.',
      causes: [
        'It does not run, or the address has a slip.',
        'It wants other access keys than `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` hold.',
      ],
      remedies: ['Ask it yourself: `aws sts get-caller-identity --endpoint-url URL`.'],
    },
    {
      code: 'ERR_VITEST',
      meaning: 'Scenarios run on Vitest, which is not installed.',
      causes: ['Vitest is an optional companion: most commands do without it.'],
      remedies: ['`npm install --save-dev vitest`'],
    },
    {
      code: 'ERR_NO_SCENARIO',
      meaning: 'No scenario has the text given with `--suite` in its file or name.',
      causes: ['A slip in the text.'],
      remedies: ['Leave `--suite` out, or give a part of a file name like `cors`.'],
    },
    {
      code: 'ERR_REPORT',
      meaning: 'A report of an earlier run cannot be read.',
      causes: ['The file given with `--beside` is not what `safelight test --json` wrote.'],
      remedies: ['Write it anew: `safelight test --json report.json`.'],
    },
    {
      code: 'ERR_DOCKER',
      meaning: 'LocalStack runs in a container, and no container runtime answers.',
      causes: ['Docker is not installed or not started.', '`DOCKER_HOST` names another machine.'],
      remedies: [
        '`docker info` has to work first.',
        'Judge a LocalStack that runs elsewhere: `--target endpoint --endpoint URL`.',
      ],
    },
    {
      code: 'ERR_IMAGE',
      meaning: 'The image of LocalStack is not here and cannot be pulled.',
      causes: ['There is no network, or the registry refuses.', 'The name given with `--image` has a slip.'],
      remedies: ['`docker pull` or `docker load` it, or name another with `--image`.'],
    },
    {
      code: 'ERR_TOKEN',
      meaning: 'This version of LocalStack wants an account, and does not take the token that it was given.',
      causes: [
        'Versions after 4.14 start only with a token.',
        '`LOCALSTACK_AUTH_TOKEN` is empty or expired.',
      ],
      remedies: [
        'Set `LOCALSTACK_AUTH_TOKEN`.',
        'Use the last image that needs none; the second line names it.',
      ],
    },
    {
      code: 'ERR_LOCALSTACK',
      meaning: 'The container of LocalStack did not become ready.',
      causes: [
        'The machine is short of memory or processors.',
        'The image is damaged or of another platform.',
      ],
      remedies: ['The last lines of its log stand in the message.', 'Remove what is left: `docker ps -a`.'],
    },
  ],
};
