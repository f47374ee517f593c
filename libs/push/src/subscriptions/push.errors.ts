import { defineProblem } from '#libs/kernel';

export const EndpointRefused = defineProblem({
  code: 'endpoint-refused',
  kind: 'refused',
  title: 'This push service is not sent to.',
  help: 'Push goes by https, at port 443, to the push services that the operator allows (PUSH_HOSTS). Subscribe with a browser whose push service is among them, or ask the operator.',
});

export const PushOff = defineProblem({
  code: 'push-off',
  kind: 'refused',
  title: 'This service sends no push.',
  help: 'The operator has set no key for push (VAPID_PRIVATE_KEY). GET /v1/push-key answers null as long as that is so.',
});
