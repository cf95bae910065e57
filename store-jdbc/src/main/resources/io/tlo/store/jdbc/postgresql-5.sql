-- The version that the store of the instance knows; null for those before 5.
alter table tlo_instance add column schema_version integer;
