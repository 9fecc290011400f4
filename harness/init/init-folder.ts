/** Where LocalStack's users mount their init scripts. */
export const INIT_FOLDER = '/etc/localstack/init';
