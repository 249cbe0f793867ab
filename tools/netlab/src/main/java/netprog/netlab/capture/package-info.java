/**
 * Packets, recorded and drawn: {@code capture} runs dumpcap beside a command, {@code ladder} draws a capture file as tshark
 * dissects it. Both programs belong to Wireshark.
 */
package netprog.netlab.capture;
