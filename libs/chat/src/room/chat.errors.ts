import { defineProblem } from '#libs/kernel';

export const CannotMessageSelf = defineProblem({
  code: 'cannot-message-self',
  kind: 'refused',
  title: 'Nobody writes messages to themselves.',
  help: 'The person in the path is the one who asks. Send the id of somebody else.',
});

export const MessagesRefused = defineProblem({
  code: 'messages-refused',
  kind: 'refused',
  title: 'This person takes no messages from you.',
  help: 'The person lets only those begin whom they follow, or nobody. Rooms in which both have written go on.',
});

export const RoomClosed = defineProblem({
  code: 'room-closed',
  kind: 'refused',
  title: 'Nothing can be sent in this room.',
  help: 'One of the two blocks the other, or the partner is not active. What was written stays readable; when the reason ends the room is open again.',
});

export const RequestPending = defineProblem({
  code: 'request-pending',
  kind: 'refused',
  title: 'The person has not answered your first message.',
  help: 'Whoever is not followed by a person may send one message without pictures, and more once the person accepts or answers.',
});

export const ClientIdReused = defineProblem({
  code: 'client-id-reused',
  kind: 'refused',
  title: 'This `clientId` is that of another message.',
  help: 'A `clientId` names one message of one sender in one room for ever. Make a new one for each message, and send the same only to repeat the very same message.',
});
