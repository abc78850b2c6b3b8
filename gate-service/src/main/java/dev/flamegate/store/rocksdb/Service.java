package dev.flamegate.store.rocksdb;

/** A service with its number. */
record Service(int number, String name) {}
