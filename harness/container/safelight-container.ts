/**
 * safelight's image under testcontainers, for programs that want a cloud beside their other containers. It counts as
 * started when the cloud answers, its blueprint stands and the scripts in `ready.d` have run.
 */
import { GenericContainer, Wait } from 'testcontainers';
import { INIT_FOLDER } from '../init/init-folder.ts';
import { cloudArguments, type ContainerCloud } from './cloud-arguments.ts';
import { StartedSafelightContainer } from './started-safelight-container.ts';

/** What `docker build --tag safelight .` makes. */
const IMAGE = 'safelight';
const PORT = 4566;

/** Wall milliseconds. */
const STARTUP_TIMEOUT = 60_000;

export class SafelightContainer extends GenericContainer {
  constructor(image = IMAGE) {
    super(image);
    // The health route answers before the scripts have run; this one says whether they have.
    const ready = Wait.forHttp('/_localstack/init/ready', PORT).forResponsePredicate(isCompleted);
    this.withExposedPorts(PORT).withWaitStrategy(ready).withStartupTimeout(STARTUP_TIMEOUT);
  }

  /** Takes the place of what `withCommand` said. Without either the cloud is empty and on the real clock. */
  withCloud(cloud: ContainerCloud): this {
    return this.withCommand(cloudArguments(cloud));
  }

  /** @param folder of this machine, with `boot.d`, `start.d`, `ready.d` and `shutdown.d`; missing ones have no scripts */
  withInitScripts(folder: string): this {
    return this.withCopyDirectoriesToContainer([{ source: folder, target: INIT_FOLDER }]);
  }

  override async start(): Promise<StartedSafelightContainer> {
    return new StartedSafelightContainer(await super.start(), PORT);
  }
}

const isCompleted = (body: string): boolean =>
  (JSON.parse(body) as { readonly completed: boolean }).completed;
