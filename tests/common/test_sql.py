"""Prepared statements, and several writes sent as one."""

import pytest
from django.db import IntegrityError, connection, transaction

from ayo.common import sql

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def tables():
    with connection.cursor() as cursor:
        cursor.execute("create table bench_left (id int primary key, word text)")
        cursor.execute("create table bench_right (id int primary key, word text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("drop table bench_left, bench_right")


LEFT = "insert into bench_left values (%s, %s)"
RIGHT = "insert into bench_right values (%s, %s)"


def test_writes_of_a_block_are_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1), sql.together():
        sql.run(LEFT, [1, "a"])
        sql.run(RIGHT, [2, "b"])
        sql.run("update bench_right set word = %s where id = %s", ["c", 7])

    assert sql.rows("select id, word from bench_left", []) == [(1, "a")]
    assert sql.row("select id, word from bench_right", []) == (2, "b")


def test_nothing_is_sent_when_the_block_fails():
    with pytest.raises(LookupError), sql.together():
        sql.run(LEFT, [1, "a"])
        raise LookupError

    assert sql.row("select id from bench_left", []) is None
    sql.run(LEFT, [1, "b"])
    assert sql.rows("select word from bench_left", []) == [("b",)]


def test_a_fault_of_one_undoes_all_and_speaks_in_djangos_errors():
    sql.run(RIGHT, [1, "there"])

    with pytest.raises(IntegrityError), transaction.atomic(), sql.together():
        sql.run(LEFT, [1, "a"])
        sql.run(RIGHT, [1, "again"])

    assert sql.row("select count(*) from bench_left", []) == (0,)


def test_a_block_with_one_write_is_that_write():
    with sql.together():
        sql.run(LEFT, [1, "a"])

    assert sql.rows("select word from bench_left", []) == [("a",)]


def test_an_empty_block_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0), sql.together():
        pass
