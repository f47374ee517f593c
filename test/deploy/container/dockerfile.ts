import { readFileSync } from 'node:fs';
import { type Copy, DockerfileParser, type From, type Instruction } from 'dockerfile-ast';

/** One `FROM … AS name` of a Dockerfile with what follows it. */
export interface Stage {
  readonly name: string;
  /** The image or stage that it begins with. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** A COPY from the build context or another stage. */
export interface CopyStep {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

const dockerfile = DockerfileParser.parse(readFileSync('deploy/docker/Dockerfile', 'utf8'));

/** The stages of deploy/docker/Dockerfile, in order. */
export function stages(): Stage[] {
  const found: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const from = instruction as From;
      found.push({
        name: from.getBuildStage() ?? '',
        base: from.getImage() ?? '',
        instructions: [],
      });
    }
    found.at(-1)?.instructions.push(instruction);
  }
  return found;
}

/** The stage of a name. */
export function stage(name: string): Stage {
  return stages().find((candidate) => candidate.name === name)!;
}

/** Default of an ARG before the first stage. */
export function globalArgument(name: string): string | undefined {
  const argument = dockerfile.getInitialARGs().find((arg) => arg.getProperty()?.getName() === name);
  return argument?.getProperty()?.getValue() ?? undefined;
}

/** What an instruction says after its keyword, lines joined. */
export function textOf(instruction: Instruction): string {
  return (instruction.getRawArgumentsContent() ?? '')
    .replaceAll(/^[ \t]*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ');
}

/** The instructions of one keyword in a stage, as texts. */
export function said({ instructions }: Stage, keyword: string): string[] {
  return instructions.filter((one) => one.getKeyword() === keyword).map(textOf);
}

/** The COPY steps of a stage. */
export function copies({ instructions }: Stage): CopyStep[] {
  return instructions
    .filter((one): one is Copy => one.getKeyword() === 'COPY')
    .map((copy) => {
      const paths = copy.getArguments().map((argument) => argument.getValue());
      const from = copy.getFlags().find((flag) => flag.getName() === 'from');
      return {
        from: from?.getValue() ?? undefined,
        sources: paths.slice(0, -1),
        target: paths.at(-1)!,
      };
    });
}
