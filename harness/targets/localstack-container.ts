/**
 * LocalStack in a container of its own for one run of the scenarios, through testcontainers. 4.14.0 is the last image
 * that starts without an account; a later one wants LOCALSTACK_AUTH_TOKEN, which is passed on when it is set.
 *
 * The reaper of testcontainers stays off unless TESTCONTAINERS_RYUK_DISABLED says `false`: it is one more image to pull,
 * and the container is stopped when the run ends; one that is killed leaves it running.
 */
import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { ContainerRuntimeClient } from 'testcontainers';
import { SafelightError } from '#aws';

export const LOCALSTACK_IMAGE = 'localstack/localstack:4.14.0';

interface LocalstackOptions {
  readonly image?: string | undefined;
  /** Keep the container after the run, and take up one that was kept. */
  readonly reuse?: boolean | undefined;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

interface RunningLocalstack extends AsyncDisposable {
  readonly endpoint: string;
  /** The last lines that it wrote. */
  logs(): Promise<string>;
}

const PORT = 4566;
/** Wall milliseconds. */
const STARTUP_TIMEOUT = 120_000;
const LOG_LINES = 40;
/** The label by which a container is found that did not start. */
const MARK = 'safelight.run';
/** LocalStack's own exit code for a licence that it does not accept. */
const TOKEN_REFUSED = /License activation failed|no credentials were found|auth token/i;

/** @throws SafelightError ERR_DOCKER, ERR_IMAGE, ERR_TOKEN, ERR_LOCALSTACK */
export async function startLocalstack({
  image = LOCALSTACK_IMAGE,
  reuse = false,
  env = process.env,
}: LocalstackOptions = {}): Promise<RunningLocalstack> {
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  const { GenericContainer, getContainerRuntimeClient, ImageName, Wait } = await import('testcontainers');
  const runtime = await getContainerRuntimeClient().catch((cause: unknown) => {
    throw dockerAbsent(cause);
  });
  if (!(await runtime.image.exists(ImageName.fromString(image)))) {
    await runtime.image.pull(ImageName.fromString(image)).catch((cause: unknown) => {
      throw imageMissing(image, cause);
    });
  }
  const token = env['LOCALSTACK_AUTH_TOKEN'];
  const written: string[] = [];
  const remember = (line: string): void => {
    written.push(line.trimEnd());
    if (written.length > LOG_LINES) written.shift();
  };
  let container = new GenericContainer(image)
    .withExposedPorts(PORT)
    .withEnvironment({
      // By which name addresses in its answers reach it.
      LOCALSTACK_HOST: 'localhost',
      ...(token !== undefined && { LOCALSTACK_AUTH_TOKEN: token }),
    })
    .withWaitStrategy(Wait.forLogMessage('Ready.', 1))
    .withStartupTimeout(STARTUP_TIMEOUT)
    .withLogConsumer((stream) => stream.on('data', (line: string) => remember(line)));
  const mark = randomUUID();
  // A mark of one run's own would keep the next one from taking the container up.
  container = reuse ? container.withReuse() : container.withLabels({ [MARK]: mark });
  try {
    const started = await container.start();
    return {
      endpoint: `http://${started.getHost()}:${started.getMappedPort(PORT)}`,
      logs: async () => written.join('\n'),
      [Symbol.asyncDispose]: async () => {
        if (!reuse) await started.stop();
      },
    };
  } catch (cause) {
    throw notStarted(image, (await takeAway(runtime, mark)) ?? written.join('\n'), cause);
  }
}

/** Removes the container of a start that failed; what it wrote last. */
async function takeAway({ container }: ContainerRuntimeClient, mark: string): Promise<string | undefined> {
  const left = await container.fetchByLabel(MARK, mark);
  if (left === undefined) return undefined;
  // Its log ends when it does.
  await container.stop(left, { timeout: 0 });
  const wrote = await text(await container.logs(left, { tail: LOG_LINES }));
  await left.remove({ force: true, v: true });
  return wrote.trimEnd();
}

const dockerAbsent = (cause: unknown): SafelightError =>
  new SafelightError('ERR_DOCKER', `No container runtime answers: ${messageOf(cause)}.`, {
    hint: 'Start Docker (or set DOCKER_HOST), or judge a LocalStack that runs elsewhere with --target endpoint.',
    cause,
  });

const imageMissing = (image: string, cause: unknown): SafelightError =>
  new SafelightError(
    'ERR_IMAGE',
    `There is no image ${image} here, and pulling it failed: ${messageOf(cause)}.`,
    {
      hint: 'Pull or load the image, name another with --image, or make one with scripts/localstack-image.sh.',
      cause,
    },
  );

function notStarted(image: string, logs: string, cause: unknown): SafelightError {
  if (TOKEN_REFUSED.test(logs)) {
    return new SafelightError('ERR_TOKEN', `${image} does not accept the token that it was given:\n${logs}`, {
      hint: `Set LOCALSTACK_AUTH_TOKEN, or use the last image that needs none, ${LOCALSTACK_IMAGE}.`,
      cause,
    });
  }
  return new SafelightError('ERR_LOCALSTACK', `${image} did not start: ${messageOf(cause)}.\n${logs}`, {
    hint: 'What it wrote last stands above.',
    cause,
  });
}

const messageOf = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
