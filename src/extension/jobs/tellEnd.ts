import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import type { Services } from '../services.ts';
import type { Offer } from '../tell.ts';

/** Tells how a job ended, with what one wants to do next. */
export function tellEnd({ tell }: Pick<Services, 'tell'>, job: Job): void {
  const { id, name, tunedModel, connection, error } = job;
  const open: Offer = {
    title: 'Open Job',
    run: () => vscode.commands.executeCommand('tunewright.openJob', { kind: 'job', id }),
  };
  const compare: Offer = {
    title: 'Compare with Base',
    run: () => vscode.commands.executeCommand('tunewright.newComparison', { kind: 'result', id }),
  };
  const copy: Offer = {
    title: 'Copy Model Name',
    run: () => vscode.commands.executeCommand('tunewright.copyJobModel', { kind: 'result', id }),
  };
  const chat: Offer = {
    title: 'Chat',
    run: () => vscode.commands.executeCommand('tunewright.chatWithJobModel', { kind: 'result', id }),
  };
  if (job.state === 'succeeded') {
    const made = tunedModel === undefined ? '' : ` The model is ${tunedModel}.`;
    const offers = tunedModel === undefined ? [open] : [compare, chat, copy, open];
    tell.done(`${name} on ${connection.name} is trained.${made}`, ...offers);
  } else if (job.state === 'failed') {
    const why = [error?.message ?? 'The provider does not say why.', error?.remedy].filter(Boolean).join(' ');
    tell.warn(`${name} on ${connection.name} failed. ${why}`, open);
  } else tell.done(`${name} on ${connection.name} is cancelled.`, open);
}
