import { Global, Module } from '@nestjs/common';
import { JobTracesRepository } from './job-traces.repository.js';
import { PersonalDataRegistry } from './personal-data.registry.js';

/** Where the libs say what they keep of a person. */
@Global()
@Module({
  providers: [PersonalDataRegistry, JobTracesRepository],
  exports: [PersonalDataRegistry, JobTracesRepository],
})
export class PersonalDataModule {}
