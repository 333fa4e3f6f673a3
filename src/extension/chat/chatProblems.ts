import { Problem, type ProblemData } from '../../core/util/problem.ts';
import { adviceOf } from '../../core/util/problemText.ts';
import type { ChatNote } from '../../core/view/chat.ts';

export function noteOf(problem: ProblemData): ChatNote {
  return { severity: 'error', message: problem.message, remedy: adviceOf(problem) };
}

export function templateGone(): ChatNote {
  return {
    severity: 'error',
    message: "The template's file is gone.",
    remedy: 'The conversation goes on with what it was last.',
  };
}

export function withoutValue(names: readonly string[]): Problem {
  return new Problem({
    code: 'rejected',
    message: `Without a value yet: ${names.join(', ')}.`,
    remedy: 'Fill them in under Values.',
  });
}

export function notTrusted(): Problem {
  return new Problem({
    code: 'forbidden',
    message: 'This workspace is not trusted: nothing is sent from it.',
    remedy: 'Trust it if you know where it comes from.',
  });
}

export function stillAnswering(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The model is still answering.',
    remedy: 'Wait for it, or stop it.',
  });
}
