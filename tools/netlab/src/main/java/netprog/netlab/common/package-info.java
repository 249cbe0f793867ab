/** What several topics share: tables, JSON, commands of the system, recognising a service. */
package netprog.netlab.common;
