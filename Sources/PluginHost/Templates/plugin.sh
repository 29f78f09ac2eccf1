#!/bin/sh
# NAME: a filter for Fettle. Each line of its input is a block of the page; as many lines must come out, in the same order.
exec tr a-z A-Z
