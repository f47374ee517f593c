const NAMES = new Set(['url', 'originalUrl']);

/** Refuses to read the target of a request as it was sent: one address has many spellings. */
export const noRawTarget = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      raw: 'An address can be spelled in many ways: decide from the route, its parameters and its query.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const refuse = (property, owner) => {
      const name = property.type === 'Identifier' ? property.name : property.value;
      if (NAMES.has(name) && isRequest(services.getTypeAtLocation(owner))) {
        context.report({ node: property, messageId: 'raw' });
      }
    };
    return {
      MemberExpression: ({ property, object }) => refuse(property, object),
      ObjectPattern: (pattern) => {
        for (const property of pattern.properties) {
          if (property.type === 'Property') {
            refuse(property.key, pattern);
          }
        }
      },
    };
  },
};

/** Whether a type is a request of Node or Fastify, whatever its name. */
function isRequest(type) {
  const types = type.isUnion() ? type.types : [type];
  return types.some((one) => one.getProperty('headers') && one.getProperty('socket'));
}
