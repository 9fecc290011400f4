/** The door `safelight/testcontainers`: apart from the others, because it loads testcontainers, which its users bring along. */
export { SafelightContainer } from './container/safelight-container.ts';
export type { ContainerCloud } from './container/cloud-arguments.ts';
export { StartedSafelightContainer } from './container/started-safelight-container.ts';
