package pgtest

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

// Conn is a connection that sends what it is given as simple queries, just as migration runners do. It speaks the frontend/backend
// protocol, version 3 (manual, chapter 55), as far as a test needs it.
type Conn struct {
	conn net.Conn
	in   *bufio.Reader
	// Status is the transaction status after the last query: 'I' idle, 'T' in a transaction, 'E' in a failed one.
	Status byte
}

// Connect opens a session, which ends with the test or with Close.
func (s *Server) Connect(t testing.TB, database string) *Conn {
	t.Helper()
	conn, err := net.Dial("unix", filepath.Join(s.dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	c := &Conn{conn: conn, in: bufio.NewReader(conn)}
	t.Cleanup(c.Close)
	var startup []byte
	startup = binary.BigEndian.AppendUint32(startup, 3<<16)
	for _, w := range []string{"user", "postgres", "database", database, "client_encoding", "UTF8"} {
		startup = append(append(startup, w...), 0)
	}
	if err := c.send(0, append(startup, 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := c.results(); err != nil {
		t.Fatal(err)
	}
	return c
}

// Close ends the session.
func (c *Conn) Close() { _ = c.conn.Close() }

// Query runs a query, or several that are separated by semicolons, and returns their rows as text. An error of the server is returned
// as such, and the session goes on.
func (c *Conn) Query(sql string) ([][]string, error) {
	if err := c.send('Q', append([]byte(sql), 0)); err != nil {
		return nil, err
	}
	return c.results()
}

func (c *Conn) send(kind byte, body []byte) error {
	var msg []byte
	if kind != 0 {
		msg = append(msg, kind)
	}
	msg = binary.BigEndian.AppendUint32(msg, uint32(len(body)+4))
	_, err := c.conn.Write(append(msg, body...))
	return err
}

func (c *Conn) results() ([][]string, error) {
	var rows [][]string
	var failed error
	for {
		var head [5]byte
		if _, err := io.ReadFull(c.in, head[:]); err != nil {
			return nil, errors.Join(failed, err)
		}
		body := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
		if _, err := io.ReadFull(c.in, body); err != nil {
			return nil, errors.Join(failed, err)
		}
		switch head[0] {
		case 'R':
			if binary.BigEndian.Uint32(body) != 0 {
				return nil, errors.New("the server wants a password")
			}
		case 'D':
			rows = append(rows, row(body))
		case 'E':
			failed = serverError(body)
		case 'G': // COPY … FROM STDIN: there is no data
			if err := c.send('c', nil); err != nil {
				return nil, err
			}
		case 'Z':
			c.Status = body[0]
			return rows, failed
		}
	}
}

func row(body []byte) []string {
	out := make([]string, binary.BigEndian.Uint16(body))
	body = body[2:]
	for i := range out {
		n := int32(binary.BigEndian.Uint32(body))
		body = body[4:]
		if n >= 0 {
			out[i], body = string(body[:n]), body[n:]
		}
	}
	return out
}

func serverError(body []byte) error {
	var code, message string
	for _, field := range strings.Split(string(body), "\x00") {
		switch {
		case strings.HasPrefix(field, "C"):
			code = field[1:]
		case strings.HasPrefix(field, "M"):
			message = field[1:]
		}
	}
	return fmt.Errorf("%s: %s", code, message)
}
