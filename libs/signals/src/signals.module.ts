import { Global, Module } from '@nestjs/common';
import { SignalLine } from './signal-line.js';
import { SignalSender } from './signal-sender.js';

/** Signals between processes, for every lib. */
@Global()
@Module({ providers: [SignalLine, SignalSender], exports: [SignalLine, SignalSender] })
export class SignalsModule {}
