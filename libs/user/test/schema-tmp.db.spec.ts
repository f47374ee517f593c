import { getDataSourceToken } from '@nestjs/typeorm';
import { type TestApp, testApp } from '#libs/testing';
import { UserModule } from '#libs/user';
it('x', async () => {
  const app: TestApp = await testApp({ modules: [UserModule] });
  const ds = app.nest.get(getDataSourceToken());
  const log = await ds.driver.createSchemaBuilder().log();
  console.log(log.upQueries.map((q: any) => q.query).join('\n'));
  await app.close();
});
