import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import ts from 'typescript';

/**
 * Reads manifests as a JSON list from standard input and prints, as a JSON list, what Kubernetes would refuse:
 * types, formats and missing fields by the validators made from its OpenAPI description and from the custom
 * resource definitions, unknown fields by the types made from the same.
 *
 * A program of its own, because those packages are native ES modules only.
 */
const manifests = JSON.parse(await text(process.stdin));
const problems = [
  ...(await Promise.all(manifests.map(refusals))).flat(),
  ...unknownFields(manifests),
];
process.stdout.write(JSON.stringify(problems));

/** Package of the models of an API group. */
function packageOf(group) {
  const own = {
    'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
    'argoproj.io': '@kubernetes-models/argo-cd',
    'external-secrets.io': '@kubernetes-models/external-secrets',
  };
  return own[group] ?? 'kubernetes-models';
}

function modelOf({ apiVersion, kind }) {
  return `${packageOf(apiVersion.split('/')[0])}/${apiVersion}/${kind}`;
}

function nameOf({ kind, metadata }) {
  return `${kind} ${metadata?.name}`;
}

async function refusals(manifest) {
  const model = modelOf(manifest);
  // The package remembers versions that no cluster serves any more.
  const isGone = model.startsWith('kubernetes-models/') && /alpha|beta/.test(model);
  const module = isGone ? undefined : await import(model).catch(() => undefined);
  if (module === undefined) {
    return [`${nameOf(manifest)}: there is no ${manifest.apiVersion} ${manifest.kind}`];
  }
  try {
    new module[manifest.kind](manifest).validate();
    return [];
  } catch (error) {
    return [`${nameOf(manifest)}: ${error.message}`];
  }
}

function unknownFields(all) {
  const files = new Map(
    all.map((manifest, i) => [
      join(process.cwd(), `manifest-${i}.ts`),
      `import type { I${manifest.kind} as Model } from '${modelOf(manifest)}';\n` +
        `export const manifest: Model = ${JSON.stringify(manifest)};\n`,
    ]),
  );
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) =>
    files.has(path)
      ? ts.createSourceFile(path, files.get(path), language)
      : getSourceFile(path, language, ...rest);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path, i) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
      .map((message) => `${nameOf(all[i])}: ${message}`),
  );
}
