import type { JobAction } from '../core/jobs/job.ts';
import type { ComparedJob, JobPageState, JobPageUpdate } from '../core/view/jobPage.ts';
import type { SaveChartRequests } from './saveChart.ts';

/** What the extension answers to the page of a job. */
export type JobHostContract = {
  requests: {
    /** Asked when the page has become visible. Undefined when there is no such job any more. */
    ready: { params: undefined; result: JobPageState | undefined };
    act: { params: { action: JobAction }; result: undefined };
    copyModel: { params: undefined; result: undefined };
    /** Begins a comparison of the resulting model with the one that it was made from. */
    compareWithBase: { params: undefined; result: undefined };
    chat: { params: undefined; result: undefined };
    /** Opens a tune that trains the resulting model further. */
    continueFrom: { params: undefined; result: undefined };
    cloneTune: { params: undefined; result: undefined };
    open: { params: { what: 'tune' | 'training' | 'validation' }; result: undefined };
    /** Draws the curves of other jobs, too; these take the place of those before. */
    compare: { params: { ids: readonly string[] }; result: readonly ComparedJob[] };
  } & SaveChartRequests;
  events: Record<string, never>;
};

/** What the page hears. */
export type JobPageContract = {
  requests: Record<string, never>;
  events: {
    update: JobPageUpdate;
    /** The curves of the other jobs, after one of them changed or others were chosen. */
    compared: readonly ComparedJob[];
    /** The job was taken off the list. */
    gone: undefined;
  };
};
