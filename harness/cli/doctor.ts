import type { Command } from 'commander';
import { configOption, noConfigOption } from './config-options.ts';
import type { Finding } from '../doctor/finding.ts';
import type { MachineOptions } from '../doctor/machine.ts';
import { port } from './options.ts';

interface DoctorOptions extends MachineOptions {
  readonly json?: boolean;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look over this machine: what safelight needs, and what leads AWS clients astray')
    .addOption(configOption())
    .addOption(noConfigOption())
    .option('--port <number>', 'port that a cloud is to have', port, 4566)
    .option('--host <address>', 'address that a cloud is to listen on', '127.0.0.1')
    .option('--data <folder>', 'folder that a cloud is to keep its data in')
    .option('--json', 'print one line of JSON')
    .action(async ({ json, ...options }: DoctorOptions) => {
      const [{ environmentFindings }, { machineFindings }] = await Promise.all([
        import('../doctor/environment.ts'),
        import('../doctor/machine.ts'),
      ]);
      const findings = [...(await machineFindings(options)), ...environmentFindings(process.env)];
      process.stdout.write(json ? `${JSON.stringify({ findings })}\n` : findings.map(lineOf).join(''));
      if (findings.some(({ verdict }) => verdict === 'problem')) process.exitCode = 1;
    });
}

const lineOf = ({ what, verdict, found, next }: Finding): string =>
  `${verdict.padEnd(8)} ${what}: ${found}\n${next === undefined ? '' : `         ${next}\n`}`;
