/**
 * The roles that a file's suffix tells: `post.reader.ts` declares a class whose name ends in `Reader`, and such a class
 * stands in such a file.
 */
export const ROLES = [
  'controller',
  'entity',
  'filter',
  'guard',
  'handler',
  'interceptor',
  'jobs',
  'module',
  'pipe',
  'policy',
  'presenter',
  'reader',
  'registry',
  'repository',
  'service',
  'strategy',
];

const word = (role) => role.charAt(0).toUpperCase() + role.slice(1);

/** The suffix of a file's name, or nothing. */
const suffixOf = (file) => /\.([a-z]+)\.ts$/.exec(file)?.[1];

/** An ESLint rule: the last word of a class is the suffix of its file. */
export const roleSuffix = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      name: 'A file that ends in .{{role}}.ts declares a class that ends in {{word}}.',
      file: 'A class that ends in {{word}} stands in a file that ends in .{{role}}.ts.',
    },
  },
  create(context) {
    const suffix = suffixOf(context.filename);
    const classes = [];
    return {
      // Also the one that a function makes.
      ClassDeclaration({ id }) {
        classes.push(id.name);
      },
      'ExportNamedDeclaration > ClassDeclaration'({ id }) {
        const role = ROLES.find((each) => id.name.endsWith(word(each)) && id.name !== word(each));
        if (role !== undefined && role !== suffix) {
          context.report({ node: id, messageId: 'file', data: data(role) });
        }
      },
      'Program:exit'(node) {
        if (ROLES.includes(suffix) && !classes.some((name) => name.endsWith(word(suffix)))) {
          context.report({ node, messageId: 'name', data: data(suffix) });
        }
      },
    };
  },
};

const data = (role) => ({ role, word: word(role) });
