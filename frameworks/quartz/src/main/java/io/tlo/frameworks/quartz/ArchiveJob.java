package io.tlo.frameworks.quartz;

/** A job whose one body is its parent's. */
public final class ArchiveJob extends AuditedJob {}
