import { AbstractStartedContainer, type StartedTestContainer } from 'testcontainers';
import type { Connection } from '../targets/clients.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';

export class StartedSafelightContainer extends AbstractStartedContainer {
  readonly #port: number;

  constructor(started: StartedTestContainer, port: number) {
    super(started);
    this.#port = port;
  }

  /** On this machine. */
  getPort(): number {
    return this.getMappedPort(this.#port);
  }

  /** The endpoint of every service, as this machine reaches it: `http://localhost:49153`. */
  getConnectionUri(): string {
    return `http://${this.getHost()}:${this.getPort()}`;
  }

  /** The access key that every cloud knows. */
  getCredentials(): { readonly accessKeyId: string; readonly secretAccessKey: string } {
    return LOCAL_CREDENTIALS;
  }

  /** What an SDK client is made of: `new S3Client({ ...started.getConnection(), forcePathStyle: true })`. */
  getConnection(): Required<Connection> {
    return { endpoint: this.getConnectionUri(), region: 'us-east-1', credentials: this.getCredentials() };
  }
}
