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
      code: 'ERR_CREDENTIALS',
      meaning: 'The cloud to be judged is there and does not take the credentials.',
      causes: [
        'They are of another cloud, or another account.',
        'A session has expired, or no credentials were found at all.',
      ],
      remedies: [
        'Set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.',
        'Try them: `aws sts get-caller-identity`, for another cloud with `--endpoint-url URL`.',
      ],
    },
    {
      code: 'ERR_FILL',
      meaning: 'What was to be filled in cannot be, for this target.',
      causes: [
        'The target is the embedded cloud or AWS, which lack nothing that `--fill` stands in for.',
        'The target is not on this machine.',
      ],
      remedies: ['Judge it without `--fill`; what it lacks is reported as not verifiable.'],
    },
    {
      code: 'ERR_DEVIATIONS',
      meaning: 'The list of how the cloud to be judged is known to differ cannot be read.',
      causes: [
        'A slip in the name of the emulator, which is then taken for a file.',
        'The file is not there, is not JSON, or lacks a member.',
      ],
      remedies: [
        'A file is a list: `[{ "scenario": "the sentence", "instead": "what happens", "link": "where that is written" }]`.',
      ],
    },
    {
      code: 'ERR_TARGET_BUSY',
      meaning: 'Another run of the scenarios judges the same cloud from this machine.',
      causes: ['A run is under way in another terminal or job.'],
      remedies: [
        'Wait for it, or end it: the message names its process.',
        'If there is no such run, remove the file that the second line names.',
      ],
    },
    {
      code: 'ERR_LEFTOVERS',
      meaning: 'The cloud to be judged holds what an earlier run of the scenarios made and did not remove.',
      causes: ['A run was killed.', 'A run from another machine is under way there.'],
      remedies: [
        'If none is under way, the command on the second line removes it.',
        '`safelight sweep --dry-run` lists it first.',
      ],
    },
    {
      code: 'ERR_DEPLOYED',
      meaning: 'The stack that was to be judged as it stands cannot be read.',
      causes: [
        'A slip in its name.',
        'It is in another region or account.',
        'The right to read it is missing.',
      ],
      remedies: ['`aws cloudformation list-stack-resources --stack-name NAME` has to work first.'],
    },
    {
      code: 'ERR_SHARD',
      meaning: 'A part of a run is written like `2/3`: the second of three.',
      causes: ['The first number is zero or above the second.', 'It is not two numbers with a slash.'],
      remedies: ['Give each of three jobs one of `--shard 1/3`, `--shard 2/3` and `--shard 3/3`.'],
    },
    {
      code: 'ERR_SELECTION',
      meaning: 'Vitest does not understand which scenarios were asked for.',
      causes: [
        '`--changed` was given outside of a git repository, or a commit that is not there.',
        '`--tag` was given something that is no expression of tags.',
      ],
      remedies: ['The message is Vitest’s own.', '`safelight test --help` explains every option.'],
    },
    {
      code: 'ERR_TRANSCRIPT',
      meaning: 'What was given to `safelight replay` cannot be replayed.',
      causes: [
        'A file was not written by `safelight record`, is of another version, or was cut off or edited.',
        'A folder holds no transcripts.',
        'It was recorded on a pipeline, and the configuration here describes another one, or none.',
        'Nothing that it tells of can be done again.',
      ],
      remedies: [
        'Record it anew: `safelight record FOLDER`.',
        'Name the configuration of its pipeline with `--config`.',
      ],
    },
    {
      code: 'ERR_NOTHING_RECORDED',
      meaning:
        'None of the scenarios that `safelight record` ran left anything that a transcript could hold.',
      causes: [
        'The target cannot do what they need, or the configuration does not name what they judge; the message counts them by reason.',
        'They stand on a blueprint of safelight’s own, whose names are not told in transcripts.',
        'No scenario is reached by `--changed`, or none fell into this `--shard`.',
      ],
      remedies: [
        'Choose others with `--family`, `--name` or `--tag`.',
        'Record the pipeline of a configuration: its families are `uploads`, `renditions`, `pipeline` and `delivery`.',
      ],
    },
    {
      code: 'ERR_VITEST',
      meaning: 'Scenarios run on Vitest, which is not installed.',
      causes: ['Vitest is an optional companion: most commands do without it.'],
      remedies: ['`npm install --save-dev vitest`'],
    },
    {
      code: 'ERR_NO_SCENARIO',
      meaning: 'No scenario is what was asked for.',
      causes: [
        'A slip in a family, a tag or a text.',
        'Options exclude each other: all of them have to hold.',
      ],
      remedies: [
        'Families are the folders of `scenarios/`: `--family cors`.',
        'Leave options out one by one.',
      ],
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
