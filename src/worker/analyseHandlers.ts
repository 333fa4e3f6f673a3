import { analysePrompt, type PromptAnalysis } from '../core/template/promptFile/analysePrompt.ts';
import { completePrompt } from '../core/template/promptFile/completePrompt.ts';
import { diagnosePrompt } from '../core/template/promptFile/diagnosePrompt.ts';
import { parseInputSets } from '../core/template/promptFile/inputSets.ts';
import { renameEdits, thingAt } from '../core/template/promptFile/navigation.ts';
import { promptOfVariant, variantName } from '../core/template/promptFile/loadTensorZero.ts';
import { parseByName } from '../core/template/promptFile/parseByName.ts';
import type { PromptFile } from '../core/template/promptFile/promptFile.ts';
import { readTensorZero } from '../core/template/promptFile/tensorZero.ts';
import type { AnalyseContract, PromptText } from '../protocol/analyse.ts';
import type { Handlers } from '../protocol/channel.ts';

interface Analysed {
  prompt: PromptFile;
  analysis: PromptAnalysis;
}

/** Answers for the analysis worker. The last prompt is kept: questions about one come in a row. */
export function analyseHandlers(): Handlers<AnalyseContract> {
  let last: Analysed | undefined;
  const analysed = (source: PromptText): Analysed => {
    if (last && isSame(last.prompt, source)) return last;
    const prompt = promptOf(source);
    last = { prompt, analysis: analysePrompt(prompt) };
    return last;
  };
  return {
    diagnose(source) {
      const { prompt, analysis } = analysed(source);
      return diagnosePrompt(prompt, analysis, { known: new Set(source.known) });
    },
    complete(source) {
      const { prompt, analysis } = analysed(source);
      return completePrompt(prompt, analysis, source.offset, source.values, source.file);
    },
    thing: source => thingAt(analysed(source).analysis, source.offset, source.file),
    rename(source) {
      const { analysis } = analysed(source);
      const thing = thingAt(analysis, source.offset, source.file);
      const fixtures = Object.entries(source.fixtures).map(([file, text]) => ({
        file,
        sets: parseInputSets(text),
      }));
      if (!thing) return undefined;
      const others = thing.kind === 'input' ? otherVariants(source).map(prompt => analysePrompt(prompt)) : [];
      return renameEdits(analysis, thing, source.newName, fixtures, others);
    },
  };
}

function promptOf({ variant, ...source }: PromptText): PromptFile {
  const { path, text, files } = source;
  if (variant === undefined) return parseByName({ path, text, files });
  return promptOfVariant(readTensorZero(path, text, files), variant, { path, text });
}

/** The other variants of a function, which have its inputs too. */
function otherVariants({ path, text, files, variant }: PromptText): PromptFile[] {
  if (variant === undefined) return [];
  const { variants } = readTensorZero(path, text, files);
  const own = variants.find(one => variantName(one) === variant) ?? variants[0];
  return variants.filter(one => one !== own && one.function === own?.function).map(({ prompt }) => prompt);
}

function isSame(prompt: PromptFile, { path, text, files, variant }: PromptText): boolean {
  const names = Object.keys(files);
  return (
    (variant === undefined || prompt.name === variant) &&
    prompt.path === path &&
    prompt.text === text &&
    names.length === Object.keys(prompt.files).length &&
    names.every(name => prompt.files[name] === files[name])
  );
}
